/**
 * A path of this site and of no other: two slashes, or a slash and a backslash, begin the address of another host to a browser, which also drops tabs and
 * line breaks between them (WHATWG URL).
 */
export const SITE_PATH = /^\/(?![/\\])[^\s\\]*$/;
