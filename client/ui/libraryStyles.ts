/**
 * Lets antd's own style elements through the content security policy. It hands the nonce to most of
 * them, but not to those that lock scrolling behind a dialog or measure a scroll bar, so each style
 * element gets it as it is made. Scripts stay bound to our own files.
 */
export function giveStylesTheirNonce(nonce: string): void {
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
}
