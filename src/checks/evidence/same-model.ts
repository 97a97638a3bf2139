/** Names that servers give every answer, whatever model made it: they say nothing. */
const nameless: ReadonlySet<string> = new Set([
  '',
  'default',
  'default_model',
  'model',
  'none',
  'null',
  'string',
  'unknown',
])

/** Words before the name of a model in clouds that serve many vendors' models: `us.anthropic.claude-…`. */
const vendors: ReadonlySet<string> = new Set(
  (
    'ai21 amazon anthropic apac azure cohere deepseek eu global google groq jp meta microsoft minimax mistral ' +
    'mistralai moonshot nvidia openai qwen us vertex xai zai'
  ).split(' '),
)

/**
 * Parts that tell one version or one file of a model from another: `latest`, a date, a build of three digits
 * and more, `v2`, a quantization, a format. A single digit is none: `gpt-4.1` is another model than `gpt-4`.
 */
const versions: RegExp = new RegExp(
  `^(?:${[
    'latest|preview|beta|exp(?:erimental)?|stable|free|default',
    String.raw`(?:19|20)\d\d-\d\d(?:-\d\d)?|\d\d-(?:19|20)\d\d|\d\d-\d\d|\d{3,8}`,
    String.raw`v\d{1,2}(?:-\d)?`,
    String.raw`i?q\d(?:-(?:[01ksmlx]|xs|xxs|xl|nl))*|f16|f32|bf16|fp(?:4|8|16|32)|(?:int)?[48]-?bit|int[48]|w\da\d+`,
    'awq|gptq|gguf|mlx|bnb|exl2|nvfp4|mxfp4|dynamic',
  ].join('|')})(?:-|$)`,
)

/** A text for a name that says something; null for one that does not. */
export function namedModel(name: string | undefined): string | null {
  const text = name?.trim() ?? ''
  return nameless.has(text.toLowerCase()) ? null : text
}

/**
 * Whether two names may be those of one model. One may have a provider, a folder or a vendor before it, a file's
 * ending, a tag, a date or a version behind it that the other leaves out, and be written in other letters and marks.
 */
export function mayBeSame(one: string, other: string): boolean {
  // Which tag, or which provider, a name without one stands for is the server's choice.
  const [left, right] = [partsOf(untagged(one, other)), partsOf(untagged(other, one))]
  const [short, long] = left.join('').length <= right.join('').length ? [left, right] : [right, left]
  const name = short.join('')
  return starts(long).some((start) => {
    let joined = ''
    for (const [place, part] of long.slice(start).entries()) {
      if (joined === name) return isVersion(long.slice(start + place))
      joined += part
    }
    return joined === name
  })
}

function untagged(name: string, other: string): string {
  return other.includes(':') ? name : name.replace(/:[^/\\:]*$/, '')
}

/** Whether a name says itself that it stands for whatever model its server chooses. */
export function isAlias(name: string): boolean {
  return /(?:^|[-_/:.])(?:auto|default|latest|router)$/i.test(name.trim())
}

/** Parts of a name, without what is before its last slash, small, `latest` and other marks left out. */
function partsOf(name: string): string[] {
  const path = name
    .trim()
    .toLowerCase()
    // The folder that Hugging Face's libraries keep a model in.
    .replace(/^.*models--(?:[^/\\]*?)--([^/\\]+).*$/, '$1')
    .replace(/[/\\]+$/, '')
  const last = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
  const parts = last.replace(/\.(?:gguf|bin|safetensors)$/, '').split(/[^\p{L}\p{N}]+/u)
  const known = parts.filter((part) => part !== '' && part !== 'latest')
  return known.length === 0 ? [last] : known
}

/** Places at which a name may begin: at once, or behind the vendors that stand before it. */
function starts(parts: readonly string[]): number[] {
  const behind = parts.findIndex((part) => !vendors.has(part))
  return behind <= 0 ? [0] : [0, behind]
}

function isVersion(parts: readonly string[]): boolean {
  let rest = parts.join('-')
  while (rest !== '') {
    const found = versions.exec(rest)?.[0]
    if (found === undefined) return false
    rest = rest.slice(found.length)
  }
  return true
}
