// biome-ignore-all lint/correctness/noUnusedVariables: CloudFront calls the global `handler`
// CloudFront Function (cloudfront-js-2.0), viewer request: every path that names no file is a page of the single-page site.
function handler(event) {
  var request = event.request;
  var lastSegment = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (lastSegment.indexOf('.') < 0) request.uri = '/index.html';
  return request;
}
