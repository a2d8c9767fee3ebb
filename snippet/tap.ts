/** Hears, by what does not throw, of each call of an object's method, which does what it did before. */
export const tap = <Args extends unknown[], Name extends string>(
  object: { [method in Name]: (...args: Args) => unknown },
  name: Name,
  hear: (args: NoInfer<Args>) => void,
): void => {
  const method = object[name];
  object[name] = (...args) => {
    hear(args);
    return method.apply(object, args);
  };
};

/** `history` as {@link tap} needs it. */
export interface Pushed {
  pushState(...state: unknown[]): void;
}
