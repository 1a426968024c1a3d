declare module "picomatch" {
  /** A test whether a path fits one of some globs. */
  export default function picomatch(
    globs: readonly string[],
    options: { readonly posix: boolean },
  ): (path: string) => boolean;
}
