/** A text, another way to say it, and one that shares words with it and is about something else. */
export interface CalibrationTriple {
  readonly text: string
  readonly paraphrase: string
  readonly unrelated: string
}

/** Texts that any embedding model tells apart; written for this package. */
export const calibrationTriples: readonly CalibrationTriple[] = [
  {
    text: 'The cat slept on the sofa all afternoon.',
    paraphrase: 'All afternoon the kitten was napping on the couch.',
    unrelated: 'The minister spoke on the radio all morning.',
  },
  {
    text: 'How do I reset my password?',
    paraphrase: 'I forgot my login credentials and need new ones.',
    unrelated: 'How do I roast my chicken?',
  },
  {
    text: 'The company reported higher profits this quarter.',
    paraphrase: 'Earnings of the firm rose in the last three months.',
    unrelated: 'The hospital reported fewer births this winter.',
  },
  {
    text: 'Heavy rain flooded several streets in the city.',
    paraphrase: 'Downpours left many of the town\u2019s roads under water.',
    unrelated: 'Young artists painted several walls in the museum.',
  },
  {
    text: 'This function sorts a list of numbers.',
    paraphrase: 'The code puts the values of an array into ascending order.',
    unrelated: 'This restaurant serves a choice of desserts.',
  },
  {
    text: 'She is learning to play the violin.',
    paraphrase: 'Her music teacher gives her lessons on a string instrument.',
    unrelated: 'She is waiting to board the ferry.',
  },
  {
    text: 'Prices are going up.',
    paraphrase: 'Everything has become more expensive lately, from groceries to rent.',
    unrelated: 'Birds are flying south.',
  },
]
