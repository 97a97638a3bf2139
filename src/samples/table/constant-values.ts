/** Arrays of one value each, by it, shared by all who read them. */
const arrays = new Map<number, WeakRef<Float64Array>>()

/** So many times one value, in room that all columns of that value share: nobody writes into it. */
export function constantValues(value: number, length: number): Float64Array {
  const known = arrays.get(value)?.deref()
  if (known !== undefined && known.length >= length) return known.subarray(0, length)
  const values = new Float64Array(length).fill(value)
  arrays.set(value, new WeakRef(values))
  return values
}
