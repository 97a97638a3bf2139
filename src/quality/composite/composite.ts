import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { checkValue } from '../../option-check/check-value.ts'
import { noMore } from '../../option-check/no-more.ts'
import { isOptions } from '../../option-check/is-options.ts'
import type { AnswerToScore, Score, ScorerSettings } from '../scorer.ts'
import { calibrateScorer } from './calibration/calibrate-scorer.ts'
import type { Calibration, HumanScore } from './calibration/calibration.ts'
import { componentNames } from './components/component-name.ts'
import type { CompositeOptions, OwnProfile } from './composite-options.ts'
import { compositeSchema, contentTypeSchema, ownProfileSchema } from './composite-schema.ts'
import { gateNames } from './gates/gate-name.ts'
import { type OwnComponents, ownComponents, settingsOfOwn } from './own-components.ts'
import type { ContentType, Profile } from './profile.ts'
import { profiles } from './profiles.ts'
import { weightsWith } from './weights.ts'

/** A scorer of a profile's total and of its components. */
export interface CompositeScorer extends ScorerSettings {
  (answer: AnswerToScore): Promise<readonly Score[]>
  /**
   * How far its scores rank answers as people do.
   * @throws LlmBenchError `invalid-option` for other than 5 to 5,000 answers, or scores that are no finite numbers
   */
  calibrate(humanScores: readonly HumanScore[]): Promise<Calibration>
}

/** Raised whenever an answer may score otherwise than before. */
const version = 1

/**
 * Scores answers by what their sort of content is held to: seven components, each 0 to 1, with weights, and gates
 * that no component can make up for. All of it is computed from the texts alone, and is the same every time. The
 * total has the name of the profile, the components are its parts: `technical: structure`.
 *
 * @param profile - `viral_hook`, `technical`, `code_generation`, or a profile of one's own like one of them.
 * @throws LlmBenchError `invalid-option` for a profile or options that cannot be meant, such as weights that do not
 * sum to 1
 * @example
 * const quality = composite('technical', { keywords: ['index', 'query plan'] })
 * const run = await bench('answers', { score: [quality] }, llama.chat(prompts)).run()
 * expect(run).toScoreAtLeast('technical', 0.6)
 */
export function composite(profile: ContentType | OwnProfile, options?: CompositeOptions): CompositeScorer
export function composite(
  given: ContentType | OwnProfile,
  options: CompositeOptions = {},
  ...more: unknown[]
): CompositeScorer {
  noMore('composite(profile, options)', more)
  const profile = profileOf(given, options)
  const { components = {} } = options
  const own = ownComponents(components)
  // The grammars of markdown and code are read with the first answer.
  const score = async (answer: AnswerToScore): Promise<readonly Score[]> => {
    const { compositeScores } = await import('./composite-scores.ts')
    return await compositeScores(answer, profile, components)
  }
  const scorer = (async (answer) => await score(answer)) as CompositeScorer
  Object.assign(scorer, {
    ...settingsOfOwn(own, optionsOf('composite', 'profile')),
    scorerName: profile.name,
    async calibrate(humanScores: readonly HumanScore[], ...others: unknown[]) {
      noMore('calibrate(humanScores)', others)
      return await calibrateScorer(scorer, humanScores)
    },
  })
  // A model in place of a component knows its own only when it is ready.
  return Object.defineProperty(scorer, 'signature', { get: () => signatureOf(profile, own), enumerable: true })
}

function profileOf(given: ContentType | OwnProfile, options: CompositeOptions): Profile {
  const call = optionsOf('composite', 'profile')
  const ownCall = optionsOf('composite')
  if (isOptions(given)) checkOptions(ownProfileSchema, given, { call: ownCall })
  else checkValue(contentTypeSchema, given, 'composite(profile)')
  checkOptions(compositeSchema, options, { call })
  const profile: OwnProfile = typeof given === 'string' ? { name: given, like: given } : given
  const { name, like, weights = {}, gates = {} } = profile
  const usual = profiles[like]
  const byProfile = Object.keys(weights).length === 0 ? usual.weights : weightsWith(usual.weights, weights, ownCall)
  return {
    name,
    like,
    weights: options.weights === undefined ? byProfile : weightsWith(byProfile, options.weights, call),
    length: profile.length ?? usual.length,
    caps: { ...usual.caps, ...gates },
    keywords: options.keywords ?? [],
  }
}

function signatureOf({ like, weights, length: [least, most], caps, keywords }: Profile, own: OwnComponents): string {
  return [
    `composite ${version} of ${like}`,
    `weights ${componentNames.map((name) => `${name} ${weights[name]}`).join(' ')}`,
    `length ${least} to ${most}`,
    `gates ${gateNames.map((name) => `${name} ${caps[name]}`).join(' ')}`,
    // In quotes: a comma may stand in one of them.
    ...(keywords.length === 0 ? [] : [`keywords ${JSON.stringify(keywords)}`]),
    ...own.map(([name, { signature = '' }]) => `own ${name}${signature === '' ? '' : ` (${signature})`}`),
  ].join('; ')
}
