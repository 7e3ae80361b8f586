// @ts-check
/** One listener on the document for every element that matches, also those that come later. */

/** @param {string} type @param {string} selector @param {(element: any, event: Event) => void} act */
export function on(type, selector, act) {
  document.addEventListener(type, (event) => {
    const element = event.target instanceof Element && event.target.closest(selector);
    if (element) act(element, event);
  });
}

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** A fresh copy of what a template holds. @param {string} id @returns {DocumentFragment | undefined} */
export const copyOf = (id) => byId(id)?.content.cloneNode(true);

/** Show, of the elements that carry the attribute, only those with the value. @param {string} attribute @param {string | null} value @param {ParentNode} [root] */
export function showOnly(attribute, value, root = document) {
  for (const element of root.querySelectorAll(`[${attribute}]`)) {
    element.toggleAttribute("hidden", element.getAttribute(attribute) !== value);
  }
}
