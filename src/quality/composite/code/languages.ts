/** Languages whose code is parsed. */
export type ParsedLanguage = 'typescript' | 'python' | 'json' | 'go' | 'rust' | 'java' | 'c' | 'css' | 'html'

const list = (language: ParsedLanguage, names: string): [string, ParsedLanguage][] =>
  names.split(' ').map((name) => [name, language])

const byFence: ReadonlyMap<string, ParsedLanguage> = new Map([
  ...list('typescript', 'ts typescript tsx mts cts js javascript jsx mjs cjs node'),
  ...list('python', 'py python python3'),
  ...list('json', 'json jsonc json5'),
  ...list('go', 'go golang'),
  ...list('rust', 'rs rust'),
  ...list('java', 'java'),
  ...list('c', 'c h cc cpp c++ cxx hpp'),
  ...list('css', 'css'),
  ...list('html', 'html htm'),
])

/** Languages that are not parsed. What a fence calls otherwise is known by its look. */
const unparsed: ReadonlySet<string> = new Set(
  (
    'bash sh shell zsh fish console text txt plain plaintext output log sql psql mysql sqlite ' +
    'postgresql xml svg scss ' +
    'less yaml yml toml ini dockerfile docker makefile make diff kotlin kt swift csharp cs c# php ruby rb perl lua r ' +
    'scala haskell hs elixir dart graphql proto nginx http regex math latex markdown md mermaid vue ' +
    'svelte powershell ' +
    'ps1 hcl terraform env csv'
  ).split(' '),
)

const asked: readonly (readonly [RegExp, ParsedLanguage])[] = [
  [/\b(?:typescript|javascript|node(?:\.?js)?|react|express)\b/iu, 'typescript'],
  [/\bpython3?\b/iu, 'python'],
  [/\bjson\b/iu, 'json'],
  [/\b(?:golang|Go)\b/u, 'go'],
  [/\brust\b/iu, 'rust'],
  [/\bjava\b/iu, 'java'],
  [/(?<![\p{L}\p{N}])(?:C\+\+|C)(?![\p{L}\p{N}#'’])/u, 'c'],
  [/\bcss\b/iu, 'css'],
  [/\bhtml\b/iu, 'html'],
]

/** Languages that a prompt names, of those that are parsed. */
export function askedLanguages(prompt: string): ParsedLanguage[] {
  return asked.filter(([name]) => name.test(prompt)).map(([, language]) => language)
}

/** The language that a fence names; null for one that is not parsed, undefined for none that is known. */
export function fencedLanguage(fence: string): ParsedLanguage | null | undefined {
  return byFence.get(fence) ?? (unparsed.has(fence) ? null : undefined)
}
