/** A name as part of a file name: letters, digits and dashes, at most 40 characters. */
export function slug(name: string): string {
  const cleaned = name
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return cleaned.slice(0, 40) || 'run'
}
