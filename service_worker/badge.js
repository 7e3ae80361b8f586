// @ts-check
/** The number on the app's icon, where there is one. */

/** @param {unknown} count @param {any} scope */
export async function setBadge(count, scope) {
  const number = Number(count);
  if (!Number.isInteger(number) || number < 0 || count === null || count === "") return;
  await attempt(() => (number ? scope.navigator.setAppBadge?.(number) : scope.navigator.clearAppBadge?.()));
}

/** @param {any} scope */
export async function clearBadge(scope) {
  await attempt(() => scope.navigator.clearAppBadge?.());
}

/** @param {() => Promise<void> | undefined} act */
async function attempt(act) {
  try {
    await act();
  } catch {
    // Not installed, or not allowed: there is no icon to write on.
  }
}
