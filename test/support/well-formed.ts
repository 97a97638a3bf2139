const entity = /&(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);/gu
const attribute = /\s+[A-Za-z_][\w:.-]*="[^"<]*"/gu
const tag = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*="[^"<]*")*)\s*(\/?)>/gu

function strayText(text: string): string | null {
  if (/[<&]|\]\]>/u.test(text.replaceAll(entity, ''))) return `stray markup in ${JSON.stringify(text)}`
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(text)) {
    return `forbidden character in ${JSON.stringify(text)}`
  }
  return null
}

function repeatedAttribute(attributes: string): boolean {
  const names = [...attributes.matchAll(attribute)].map(([each]) => each.trim().split('=')[0])
  return new Set(names).size < names.length
}

/** Why a text is not well-formed XML of elements, attributes and text; null when it is. */
export function xmlProblem(xml: string): string | null {
  const open: string[] = []
  let position = 0
  let roots = 0
  for (const match of xml.matchAll(tag)) {
    const [whole, closing, name = '', attributes = '', empty] = match
    const stray = strayText(xml.slice(position, match.index)) ?? strayText(attributes)
    if (stray !== null) return stray
    if (repeatedAttribute(attributes)) return `repeated attribute in ${whole}`
    if (open.length === 0) roots++
    if (closing === '/') {
      const expected = open.pop()
      if (expected !== name) return `</${name}> closes <${expected ?? 'nothing'}>`
    } else if (empty !== '/') open.push(name)
    position = match.index + whole.length
  }
  const rest = xml.slice(position)
  if (rest.trim() !== '') return `text after the end: ${rest}`
  if (open.length > 0) return `<${open.join('>, <')}> not closed`
  return roots > 0 && xml.startsWith('<') ? null : 'no single root'
}
