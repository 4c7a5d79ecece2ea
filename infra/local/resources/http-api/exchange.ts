/** A request as the edge hands it to an origin. */
export interface EdgeRequest {
  method: string;
  /** Path without query, still percent-encoded. */
  path: string;
  /** Without the question mark, still percent-encoded. */
  rawQuery: string;
  /** In the order received; names in any case, repeated names allowed. */
  headers: [name: string, value: string][];
  body: Buffer;
  sourceIp: string;
  protocol: string;
}

/** An answer on its way to the viewer; repeated header names (Set-Cookie) are separate entries. */
export interface EdgeResponse {
  status: number;
  headers: [name: string, value: string][];
  body: Buffer;
}

/** Headers by lower-cased name, repeated ones joined by a comma as API Gateway does. */
export function joinHeaders(headers: readonly [string, string][]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    joined[key] = joined[key] === undefined ? value : `${joined[key]},${value}`;
  }
  return joined;
}

/** The first value of a header, whatever its case. */
export function findHeader(headers: readonly [string, string][], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1];
}

/** Percent-decoding that keeps what is not valid percent-encoding as it is, as the gateway does. */
export function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An answer with a small JSON body, as the gateway itself gives. */
export function jsonAnswer(status: number, message: string, headers: [string, string][] = []): EdgeResponse {
  return {
    status,
    headers: [['content-type', 'application/json'], ...headers],
    body: Buffer.from(JSON.stringify({ message })),
  };
}
