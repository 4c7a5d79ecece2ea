// biome-ignore-all lint/correctness/noUnusedVariables: CloudFront calls the global `handler`
// CloudFront Function (cloudfront-js-2.0), viewer request: tells the API who calls; what the viewer claims is overwritten.
function handler(event) {
  var request = event.request;
  request.headers['x-viewer-ip'] = { value: event.viewer.ip };
  return request;
}
