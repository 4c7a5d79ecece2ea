declare module '*.woff?inline' {
  /** The whole font as a `data:` address, put into the bundle. */
  const dataUrl: string;
  export default dataUrl;
}
