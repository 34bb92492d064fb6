/** How the name of a file ends that has the code of a pack, as this very build of V8 compiles it. */
export const codeSuffix = `-${process.versions.v8}-${process.platform}-${process.arch}.code`;
