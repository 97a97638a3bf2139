import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package that declarations name, and the first of them that does. */
export interface NamedPackage {
  readonly name: string
  readonly file: string
}

/**
 * Packages named by declarations that a user's compiler reads: those of the entries, and what they
 * import in turn. Declarations nobody reaches may name what they like.
 * @param entries paths of `.d.ts` files
 */
export function packagesNamed(entries: readonly string[]): NamedPackage[] {
  const seen = new Set(entries)
  const named = new Map<string, string>()
  // A set gives what is added while it is walked, too.
  for (const file of seen) {
    for (const specifier of specifiersIn(readFileSync(file, 'utf8'))) {
      if (specifier.startsWith('.')) seen.add(declarationOf(join(dirname(file), specifier)))
      else if (!named.has(packageOf(specifier))) named.set(packageOf(specifier), file)
    }
  }
  return [...named].map(([name, file]) => ({ name, file }))
}

function specifiersIn(declarations: string): string[] {
  const code = declarations.replaceAll(/\/\*.*?\*\//gs, '')
  const found = code.matchAll(/\b(?:from|import|module)\s*\(?\s*(['"])(?<specifier>[^'"]+)\1/g)
  return [...found].map(({ groups }) => groups?.['specifier'] ?? '')
}

function declarationOf(path: string): string {
  return path.replace(/(?:\.d)?\.[jt]s$/, '.d.ts')
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:'
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
