import type { ServerSpec } from './server-spec.ts'

/** Names of secrets; a tokenizer, and numbers of tokens, are none. */
export const secretName: RegExp = /key|token(?!iz|s)|secret|password/i
const shortestSecret = 6

/** Texts that may be secrets of a server: values of its variables and flags with such names. */
export function secretsOf({ env, args }: Pick<ServerSpec, 'env' | 'args'>): string[] {
  const variables = Object.entries({ ...process.env, ...env })
    .filter(([name]) => secretName.test(name))
    .map(([, value]) => value ?? '')
  const flags = args.flatMap((arg, index) => {
    if (!arg.startsWith('-') || !secretName.test(arg)) return []
    const [, joined] = arg.split('=', 2)
    return [joined ?? args[index + 1] ?? '']
  })
  return [...variables, ...flags].filter((value) => value.length >= shortestSecret)
}
