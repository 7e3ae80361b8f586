// @ts-check
/** Keeps the number on the app's icon equal to what waits for the person. */

export function start() {
  const unread = Number(document.body.dataset.unread ?? 0);
  const done = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
  done?.catch(() => {});
}
