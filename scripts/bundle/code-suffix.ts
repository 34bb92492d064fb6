/** How the name of a file ends that has the code of a pack, as this very Node compiles it. */
export const codeSuffix = `-${process.version}-${process.platform}-${process.arch}.code`;
