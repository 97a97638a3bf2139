import { formatDuration } from '../../figures.ts'
import type { SideLetter } from './abba.ts'
import type { Launch } from './launch.ts'

/**
 * Words for the time that the given launches will take, once one was made: each as long as those of its own side took,
 * for the other one may be several times as slow. Until its side has one, it counts as the other's.
 */
export function timeLeft(order: readonly SideLetter[], made: readonly Pick<Launch, 'letter' | 'tookMs'>[]): string {
  if (made.length === 0) return ''
  const usual = (letter: SideLetter): number => {
    const own = made.filter((each) => each.letter === letter)
    const like = own.length === 0 ? made : own
    return like.reduce((sum, { tookMs }) => sum + tookMs, 0) / like.length
  }
  const times = { a: usual('a'), b: usual('b') }
  return `, about ${formatDuration(order.reduce((sum, letter) => sum + times[letter], 0))} left`
}
