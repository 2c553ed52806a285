import { useSyncExternalStore } from 'react';

export type Brightness = 'light' | 'dark';

const STORED = 'brightness';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function current(): Brightness {
  const chosen = localStorage.getItem(STORED);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return system.matches ? 'dark' : 'light';
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}

/** Light or dark, as the person chose on this machine, otherwise as the machine is set. */
export function useBrightness(): Brightness {
  return useSyncExternalStore(subscribe, current);
}

/** Chooses light or dark on this machine. */
export function chooseBrightness(brightness: Brightness): void {
  localStorage.setItem(STORED, brightness);
  for (const listener of listeners) listener();
}
