/** The four functions of jstat that are used; the package ships no types. */
declare module 'jstat' {
  const jstat: {
    normal: {
      cdf(x: number, mean: number, sd: number): number
      inv(p: number, mean: number, sd: number): number
    }
    studentt: { cdf(t: number, degrees: number): number; inv(p: number, degrees: number): number }
  }
  export default jstat
}
