/** What a program tells `stopOnSignal` once there is something to stop. */
export interface Stopping {
  /** Whether a signal has come: what fails from now on fails because of it. */
  asked: () => boolean;
  /** Hands over how to stop; stops at once when a signal came before. */
  ready: (stop: () => Promise<void>) => void;
  /** Stops as a signal would, with this exit code. */
  end: (code: number) => void;
}

/**
 * Makes Ctrl-C and SIGTERM end this process cleanly, also while it still starts: then it is stopped
 * as soon as there is something to stop, so that no database is left behind. Call it before
 * anything is started. Exits with 0, or with 1 when stopping fails. npm may pass a signal on twice,
 * so repeats are ignored for a while; then they end the process at once.
 */
export function stopOnSignal(tell: () => void): Stopping {
  const patience = 3000;
  let asked: number | undefined;
  let stop: (() => Promise<void>) | undefined;
  let exitCode = 0;
  const finish = () => {
    stop?.().then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  const onSignal = () => {
    const now = performance.now();
    if (asked !== undefined) {
      if (now - asked > patience) process.exit(1);
      return;
    }
    asked = now;
    tell();
    finish();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    asked: () => asked !== undefined,
    ready: (given) => {
      stop = given;
      if (asked !== undefined) finish();
    },
    end: (code) => {
      exitCode = code;
      onSignal();
    },
  };
}
