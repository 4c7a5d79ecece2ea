import MiniSearch from 'minisearch';
import {
  type FoundTerm,
  handleWordsOf,
  type IndexedText,
  type SearchWord,
  slackOf,
  TEXT_FIELDS,
  type TextField,
  wordsOf,
} from '#domain/search-text.ts';

const FIELDS = Object.keys(TEXT_FIELDS) as TextField[];

/** Finds the texts that hold words, in the memory of this process. */
export interface TextIndex {
  /** Puts a text in place of what the id had before. */
  put(id: string, text: IndexedText): void;
  remove(id: string): void;
  /** What answers every one of the words, by id: the word itself, one that begins with it, or one that is nearly it. */
  find(words: readonly SearchWord[]): Map<string, FoundTerm[]>;
}

/** An empty text index. */
export function createTextIndex(): TextIndex {
  const index = new MiniSearch<IndexedText & { id: string }>({
    fields: FIELDS,
    tokenize: (text, field) => (field === 'handle' ? handleWordsOf(text) : wordsOf(text)),
    // Words are folded when texts are taken apart.
    processTerm: (term) => term,
  });
  return {
    put: (id, text) => (index.has(id) ? index.replace({ id, ...text }) : index.add({ id, ...text })),
    remove: (id) => {
      if (index.has(id)) index.discard(id);
    },
    find: (words) => {
      const results = index.search({
        combineWith: 'AND',
        queries: words.map(({ word, handleOnly }) => ({
          queries: [word],
          fields: handleOnly ? ['handle'] : FIELDS,
          prefix: true,
          fuzzy: slackOf(word) || false,
        })),
      });
      return new Map(
        results.map(({ id, match }) => [
          id as string,
          Object.entries(match).map(([term, fields]) => ({ term, fields: fields as TextField[] })),
        ]),
      );
    },
  };
}
