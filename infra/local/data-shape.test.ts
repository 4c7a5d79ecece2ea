import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entity } from '#data/entity.ts';
import { indexes, keys, partitions } from '#data/keys.ts';
import { allEntities } from '#testing/entities.ts';
import { assertUsable, takeDataFolder } from './data-folder.ts';
import { DATA_SHAPE } from './data-shape.ts';

/** Where each thing lies by what it is called, its parameters numbered; and what each kind of item must have. */
interface Shape {
  places: Record<string, string>;
  musts: Record<string, string>;
}

async function shapeNow(): Promise<Shape> {
  const places = Object.entries({ keys, indexes, partitions }).flatMap(([group, named]) =>
    Object.entries<(...given: never[]) => unknown>(named).map(
      ([name, place]) => [`${group}.${name}`, placeOf(place)] as const,
    ),
  );
  const musts = (await allEntities()).map((entity) => [entity.name, mustsOf(entity).join(' ')] as const);
  return { places: Object.fromEntries(places), musts: Object.fromEntries(musts) };
}

function placeOf(place: (...given: never[]) => unknown): string {
  const given = Array.from({ length: place.length }, (_, index) => `{${index}}`);
  return JSON.stringify(place(...(given as never[])));
}

/** The fields without which an item is not understood: those that nothing at all lacks. */
function mustsOf(entity: Entity<object>): string[] {
  try {
    entity.parse({});
  } catch (error) {
    return (error as { issues: { path: PropertyKey[] }[] }).issues.map(({ path }) => path.join('.')).sort();
  }
  return [];
}

describe('the form of the data', () => {
  it('is as it was, or its number rises: raise DATA_SHAPE, and `npx vitest run infra/local/data-shape.test.ts -u` keeps the new one', async () => {
    const file = join(import.meta.dirname, `data-shapes/${DATA_SHAPE}.json`);
    const now = await shapeNow();
    // Written by this run, where it may be.
    if (!existsSync(file)) return expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot(file);
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Shape;
    // What is new since then was never written in another form.
    const changed = [
      ...Object.keys(kept.places).filter((name) => now.places[name] !== kept.places[name]),
      ...Object.entries(kept.musts).flatMap(([name, musts]) =>
        (now.musts[name] ?? 'gone')
          .split(' ')
          .filter((must) => !musts.split(' ').includes(must))
          .map((must) => `${name}: ${must}`),
      ),
    ];
    expect(changed).toEqual([]);
  });
});

describe('a data folder', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'accord-shape-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const item = () => join(home, 'data', 'engine.db');
  /** The folder after a start, with something in it. */
  const written = (shape: string | undefined) => {
    takeDataFolder(home, { fresh: false }).release();
    writeFileSync(item(), 'an item');
    const file = join(home, 'data', 'shape');
    if (shape === undefined) rmSync(file);
    else writeFileSync(file, shape);
  };

  it('is taken again with its data when it was written in this form', () => {
    written(String(DATA_SHAPE));
    const taken = takeDataFolder(home, { fresh: false });
    taken.release();
    expect([taken.isNew, readFileSync(item(), 'utf8')]).toEqual([false, 'an item']);
  });

  it.each([
    ['before its form was kept', undefined, 'an earlier version'],
    ['in an earlier form', String(DATA_SHAPE - 1), 'an earlier version'],
    ['in a later form', String(DATA_SHAPE + 1), 'another version'],
    ['in a form nobody can tell', 'x', 'another version'],
  ])(
    'that was written %s is refused in one sentence that says what helps, and is left as it is',
    (_when, shape, by) => {
      written(shape);
      const words = new RegExp(`^The data in ${home} was written by ${by} .*--data to keep it.*--fresh\\.$`);
      expect(() => assertUsable(home, { fresh: false })).toThrow(words);
      expect(() => takeDataFolder(home, { fresh: false })).toThrow(words);
      expect(readFileSync(item(), 'utf8')).toBe('an item');
      expect(existsSync(join(home, 'lock'))).toBe(false);
    },
  );

  it('that was written in another form is emptied where that is asked for, and is in this one from then on', () => {
    written(undefined);
    assertUsable(home, { fresh: true });
    const fresh = takeDataFolder(home, { fresh: true });
    fresh.release();
    expect([fresh.isNew, existsSync(item())]).toEqual([true, false]);
    expect(takeDataFolder(home, { fresh: false }).isNew).toBe(false);
  });

  it('that a start left before it wrote anything begins with empty data', () => {
    mkdirSync(join(home, 'data'));
    const taken = takeDataFolder(home, { fresh: false });
    taken.release();
    expect(taken.isNew).toBe(true);
  });
});
