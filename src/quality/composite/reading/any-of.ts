/** Pattern of words, given as `one|other`: whole ones, whatever their case. */
export function anyOf(words: string): RegExp {
  return new RegExp(`\\b(?:${words})\\b`, 'iu')
}
