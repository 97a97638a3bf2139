import * as v from 'valibot'
import { milliseconds, text } from '../../option-check/kinds.ts'
import { named } from '../../option-check/named.ts'
import { secret } from '../../option-check/secret.ts'
import type { CommonServerOptions } from './shared-options.ts'

type Schema = v.GenericSchema

/** Schemas of {@link CommonServerOptions}. */
export const commonEntries: Record<keyof CommonServerOptions, Schema> = {
  binary: v.optional(text),
  args: v.optional(v.array(v.string())),
  env: v.optional(secret(named(v.string(), v.string()))),
  cwd: v.optional(text),
  readyTimeout: v.optional(milliseconds),
}
