import { posix } from 'node:path'

/**
 * Relative links of Markdown pages that lead nowhere: to a file that is not there, or to a heading
 * that the page does not have. Addresses of the web are not looked at.
 *
 * @param pages text by path, with `/`
 * @param files paths of all files that can be linked to
 * @returns one sentence for each
 */
export function brokenLinks(pages: ReadonlyMap<string, string>, files: ReadonlySet<string>): string[] {
  return [...pages].flatMap(([page, text]) =>
    targetsIn(text).flatMap((target) => {
      const [path = '', anchor] = decodeURI(target).split('#')
      const file = path === '' ? page : posix.join(posix.dirname(page), path)
      if (!files.has(file)) return `${page} links to ${target}, and there is no ${file}`
      const linked = pages.get(file)
      if (anchor === undefined || linked === undefined || anchorsIn(linked).has(anchor)) return []
      return `${page} links to ${target}, and ${file} has no such heading`
    }),
  )
}

/** Anchors that GitHub, npm and editors give the headings of a page, and those it sets itself. */
function anchorsIn(text: string): Set<string> {
  const anchors = new Set<string>()
  const prose = withoutFences(text)
  for (const [, heading = ''] of prose.matchAll(/^ {0,3}#{1,6}\s+(.+?)\s*#*\s*$/gm)) {
    const slug = slugOf(heading)
    let anchor = slug
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${again}`
    anchors.add(anchor)
  }
  for (const [, id = ''] of prose.matchAll(/<\w+\s[^>]*?\b(?:id|name)="([^"]+)"/g)) anchors.add(id)
  return anchors
}

function slugOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-')
}

function targetsIn(text: string): string[] {
  const prose = withoutFences(text).replaceAll(/(`+)(?!`).*?\1/g, '')
  const found = [
    ...prose.matchAll(/\]\(\s*<?([^\s)>]+)/g),
    ...prose.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm),
    ...prose.matchAll(/<\w+\s[^>]*?\b(?:href|src)="([^"]+)"/g),
  ]
  return found.map(([, target = '']) => target).filter((target) => !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target))
}

function withoutFences(text: string): string {
  return text.replaceAll(/^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1.*?$/gms, '')
}
