/** The error of an attempt; null when it succeeded. */
export async function attempt(work: () => Promise<void>): Promise<unknown> {
  try {
    await work()
    return null
  } catch (error) {
    return error
  }
}
