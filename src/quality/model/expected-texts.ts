/** The texts that are as good as one another as the answer that is expected; none where it is something else. */
export function expectedTexts(expected: unknown): readonly string[] {
  if (typeof expected === 'string') return [expected]
  return Array.isArray(expected) ? expected.filter((text): text is string => typeof text === 'string') : []
}
