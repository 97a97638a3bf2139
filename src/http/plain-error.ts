/** Characters of a text that are looked at. */
const lookedAt = 4096
/** Characters in which a text that is about an error says so. */
const firstWords = 300

const troubles: RegExp = new RegExp(
  `\\b(?:${[
    'error(?:ed)?|exception|traceback|fatal|fail(?:ed|ure)?|panic|crash(?:ed)?|aborted',
    'time[ -]?out|timed out|unavailable|overloaded|out of memory|oom|cuda|too many requests|rate limit(?:ed)?',
    'quota|bad gateway|forbidden|unauthorized|denied|refused|not found|[45]\\d\\d',
  ].join('|')})\\b`,
  'i',
)

/**
 * Words of an error that came as plain text, or as a web page, where JSON was expected; null for a text that
 * does not speak of one, such as JSON that is broken.
 */
export function plainError(text: string): string | null {
  const start = text.slice(0, lookedAt).trim()
  if (start.startsWith('<')) {
    const title = pageTitle(start)
    return title !== null && troubles.test(title) ? `a web page: ${title}` : null
  }
  if (/^(?:[{"]|\[(?:["{[\]\d]|DONE\]))/.test(start)) return null
  return troubles.test(start.slice(0, firstWords)) ? start : null
}

/** Title of a web page, or its first heading; null where it has neither. */
export function pageTitle(page: string): string | null {
  const found = /<title[^>]*>([^<]+)/i.exec(page) ?? /<h[1-3][^>]*>([^<]+)/i.exec(page)
  return found?.[1]?.trim() ?? null
}
