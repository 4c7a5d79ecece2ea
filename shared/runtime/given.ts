type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields of a PATCH that were named. */
export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
