/** The part of a document under a heading of the third level. */
export function detailOf(markdown: string, name: string): string {
  const [, rest = ''] = markdown.split(`### ${name}\n`)
  return rest.split('\n### ')[0] ?? ''
}

/** A fact in the table of such a part; undefined where it has no row. */
export function fact(text: string, name: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.startsWith(`| ${name} `))
    ?.split('|')[2]
    ?.trim()
}
