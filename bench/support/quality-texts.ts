/** Short texts to be said again, written for this package: whatever a model makes of them can be held against them. */
export const sentences: readonly string[] = [
  'The lighthouse keeper climbed the stairs every evening to light the lamp.',
  'A narrow bridge crosses the river just below the old mill.',
  'The train to the coast leaves at seven and stops in every village.',
  'She planted beans along the fence and tomatoes beside the door.',
  'The library closes early on Fridays but opens again on Sunday.',
  'His brother repairs clocks in a small shop behind the church.',
  'Rain fell all night and the path through the woods was deep in mud.',
  'The baker sells warm bread from a cart near the market square.',
]

/** The sentences as one text, to be foretold. */
export const story: string = sentences.join(' ')
