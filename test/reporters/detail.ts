/** The folded part of a document whose line begins so. */
export function detailOf(markdown: string, name: string): string {
  const [, rest = ''] = markdown.split(`<summary>${name}`)
  return rest.split('\n</details>')[0] ?? ''
}

/** The part of a document under a heading of the second level. */
export function sectionOf(markdown: string, name: string): string {
  const [, rest = ''] = markdown.split(`\n## ${name}\n`)
  return rest.split('\n## ')[0] ?? ''
}

/** A fact in the table of such a part; undefined where it has no row. */
export function fact(text: string, name: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.startsWith(`| ${name} `))
    ?.split('|')[2]
    ?.trim()
}
