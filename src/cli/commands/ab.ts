import { existsSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { ruleChoices, ruleOf } from '../compare/rule.ts'
import { ownWords } from '../failure-code.ts'
import { policyOf } from '../gate.ts'
import { parameters } from '../parameters.ts'
import type { Command } from './command.ts'

const options = {
  launches: { type: 'string' },
  by: { type: 'string' },
  of: { type: 'string' },
  accept: { type: 'string' },
  inconclusive: { type: 'string' },
  build: { type: 'string' },
  with: { type: 'string' },
  bisect: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const [fewestLaunches, usualLaunches, mostLaunches] = [2, '4', 100]
const call = 'llm-bench ab'
/** Folders that each side has of its own. */
const ofSides: ReadonlySet<string> = new Set(['.git', 'node_modules'])
const usage = 'one or two: llm-bench ab <ref> [ref]'

/** The command `llm-bench ab`. */
export const abCommand: Command = {
  name: 'ab',
  summary: 'measures two revisions of a repository in turns',
  group: 'compare',
  options,
  choices: ruleChoices,
  help: `  llm-bench ab <ref> [ref] [--launches 4] [--by 0.05] [--of latency] [--build build]
      [--with .env,models] [--accept estimated] [--inconclusive point|fail|pass] [--bisect] [--json]
      [-- vitest arguments]
      Measures two revisions of this repository in turns, ABBA, on this machine: the first ref, and the
      second or, without one, the working tree with its changes. Each is checked out into a temporary
      work tree, gets the packages of its lockfile (npm, pnpm, yarn; those that are installed here
      where the lockfile is the same) and is measured by its own bench files: vitest bench --run.
      The working tree is only read; everything temporary is removed, after Ctrl-C too.
      --of names a metric, left out it is latency, of an open load response.
      --launches of each revision in a set; slower is a regression once a second set confirms it.
      --build names a script of package.json to run in both; --with copies files that git ignores.
      Exit code 0: no regression; 1: a regression; 2: wrong usage, or a revision cannot be measured;
      3: nothing was decided. --inconclusive has what is open decided: by its point estimate, or always.
      --bisect is for git bisect run: 0 good, 1 bad, 125 undecided, or this revision cannot be built or
      has no such bench, 129 wrong usage or the first ref cannot be measured, which ends the bisection.`,
  notes: null,
  async run(given) {
    const own = ownWords(given)
    const { values, positionals } = parameters('ab', own, options)
    const [before, after, ...rest] = positionals
    if (before === undefined || rest.length > 0) throw notAllowed(call, countOf(positionals.length), usage)
    const rule = ruleOf(call, values)
    const policy = policyOf('ab', values.inconclusive)
    const isBisection = values.bisect === true
    const asked = {
      ...rule,
      cwd: process.cwd(),
      before,
      after: after ?? null,
      isBisection,
      launches: launchesOf(values.launches),
      with: copiesOf(values.with),
      build: scriptOf(values.build),
      vitestArguments: given.slice(own.length + 1),
    }
    const [{ runAb }, { exitCodeOf }] = await Promise.all([import('../ab/run-ab.ts'), import('../ab/ab-exit.ts')])
    const outcome = await runAb(asked)
    const code = exitCodeOf(outcome, { policy, isBisection })
    if (values.json === true) {
      const { abJson } = await import('../ab/ab-json.ts')
      process.stdout.write(`${abJson(outcome, rule, code)}\n`)
    } else if (outcome.kind === 'compared') {
      const { abText } = await import('../ab/ab-text.ts')
      process.stdout.write(`${abText(outcome, { ...rule, policy })}\n`)
    } else process.stderr.write(`${outcome.error.message}\n`)
    return code
  },
}

function countOf(count: number): string {
  return count === 0 ? 'no revision' : `${count} revisions`
}

function launchesOf(text = usualLaunches): number {
  const launches = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isInteger(launches) && launches >= fewestLaunches && launches <= mostLaunches) return launches
  throw notAllowed(`${call} --launches`, shown(text), `a whole number from ${fewestLaunches} to ${mostLaunches}`)
}

function scriptOf(text: string | undefined): string | null {
  if (text === undefined) return null
  if (/^[\w.:/@-]+$/u.test(text) && !text.startsWith('-')) return text
  throw notAllowed(`${call} --build`, shown(text), 'the name of a script in package.json, such as build')
}

/** Paths below the working folder that both sides get a copy of. */
function copiesOf(text: string | undefined): string[] {
  const paths = (text ?? '').split(',').filter((path) => path !== '')
  for (const path of paths) {
    const within = relative(process.cwd(), resolve(path))
    const isInside = within !== '' && !within.startsWith('..') && !isAbsolute(within)
    const isOwn = within.split(sep).some((part) => ofSides.has(part))
    if (isInside && !isOwn && existsSync(join(process.cwd(), within))) continue
    throw notAllowed(`${call} --with`, shown(path), 'files or folders that are in this folder, as .env,models')
  }
  return paths.map((path) => relative(process.cwd(), resolve(path)))
}
