import { basename } from 'node:path'
import { redactor } from '../http/redact.ts'
import { printableAddress } from '../option-check/printable-address.ts'
import type { ServerSpec } from './server-spec.ts'
import { secretName, secretsOf } from './spec-secrets.ts'

/** Flags that say where a server listens, which is another place at each start. */
const places = new Set(['--port', '--host', '--prometheus-port', '--uds'])
const secretInText = /("?[\w-]*(?:key|token|secret|password)[\w-]*"?\s*[:=]\s*)("[^"]*"|[^\s,;}]+)/gi
const masked = '<secret>'

/**
 * The arguments of a server for a report: without where it listens, the folders of paths, and the values of
 * anything that is named like a key, token, secret or password.
 */
export function shownArguments(spec: Pick<ServerSpec, 'args' | 'env'>): string {
  const redact = redactor(secretsOf(spec))
  const shown: string[] = []
  const { args } = spec
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    const equals = arg.startsWith('-') ? arg.indexOf('=') : -1
    const name = equals === -1 ? arg : arg.slice(0, equals)
    const isFlag = arg.startsWith('-')
    const takesNext = isFlag && equals === -1 && !(args[index + 1] ?? '-').startsWith('-')
    if (isFlag && places.has(name)) {
      if (takesNext) index++
      continue
    }
    if (isFlag && secretName.test(name)) {
      shown.push(equals === -1 ? name : `${name}=${masked}`)
      if (takesNext) {
        shown.push(masked)
        index++
      }
      continue
    }
    shown.push(equals === -1 ? valueText(arg) : `${name}=${valueText(arg.slice(equals + 1))}`)
  }
  return redact(shown.join(' '))
}

function valueText(value: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(value)) return printableAddress(value)
  if (/^(?:\.{0,2}[/\\]|~[/\\]|[a-zA-Z]:[/\\])/.test(value)) return basename(value.replaceAll('\\', '/'))
  return value.replaceAll(secretInText, `$1${masked}`)
}
