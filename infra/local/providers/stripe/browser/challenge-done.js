/* Tells the page around the frame that the bank has its answer; how it ended that page asks the API. */
(() => {
  const { parent, intent } = document.currentScript.dataset;
  if (parent && window.parent !== window) {
    window.parent.postMessage({ stripeStandIn: true, kind: 'challenge-done', intent }, parent);
  }
})();
