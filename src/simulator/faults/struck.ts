import type { JsonObject } from '../../core/request.js';
import type { Random } from '../random.js';
import type { ByteCut, CompressionFault, CutAction, Fault, FaultEffect, ReplyFault } from './fault.js';

/** The faults that strike one request, sorted by what they do. */
export type StruckFaults = {
  readonly reply?: ReplyFault;
  readonly cut?: { readonly afterTokens: number; readonly action: CutAction };
  /** Tokens after which one event is broken. */
  readonly damage?: number;
  readonly byteCut?: ByteCut;
  readonly compression?: CompressionFault;
  readonly isWhole: boolean;
  readonly isEndlessLine: boolean;
  readonly hasEarlyHints: boolean;
  readonly hasLongLength: boolean;
  readonly hasMoreBehindTheEnd: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly prefix: string;
  readonly splits: readonly ((tokens: readonly string[]) => readonly string[])[];
  readonly changes: readonly ((value: JsonObject) => JsonObject)[];
  readonly rewrites: readonly ((piece: string) => string)[];
  readonly slices: readonly ((bytes: Uint8Array) => readonly Uint8Array[])[];
};

type OfStage<Stage extends FaultEffect['stage']> = Extract<FaultEffect, { readonly stage: Stage }>;

/** Draws which faults strike. Every fault takes one number, so that one rate does not change another's luck. */
export const strike = (faults: readonly Fault[], random: Random): StruckFaults => {
  const effects = faults.filter((fault) => random() < fault.rate).map((fault) => fault.effect);
  const of = <Stage extends FaultEffect['stage']>(stage: Stage): readonly OfStage<Stage>[] =>
    effects.filter((effect): effect is OfStage<Stage> => effect.stage === stage);
  const reply = of('reply')[0]?.reply;
  const cut = of('cut').toSorted((left, right) => left.afterTokens - right.afterTokens)[0];
  const damage = of('damage')[0]?.afterTokens;
  const byteCut = of('byte-cut').map((effect) => effect.cut).toSorted((left, right) => left.afterBytes - right.afterBytes)[0];
  const compression = of('compression')[0]?.compression;
  const forms = of('form').map((effect) => effect.form);
  return {
    ...(reply === undefined ? {} : { reply }),
    ...(cut === undefined ? {} : { cut }),
    ...(damage === undefined ? {} : { damage }),
    ...(byteCut === undefined ? {} : { byteCut }),
    ...(compression === undefined ? {} : { compression }),
    isWhole: forms.includes('whole'),
    isEndlessLine: forms.includes('endless-line'),
    hasEarlyHints: forms.includes('early-hints'),
    hasLongLength: forms.includes('long-length'),
    hasMoreBehindTheEnd: forms.includes('more-behind-the-end'),
    headers: Object.assign({}, ...of('headers').map((effect) => effect.headers)) as Readonly<Record<string, string>>,
    prefix: of('prefix').map((effect) => effect.prefix).join(''),
    splits: of('tokens').map((effect) => effect.split),
    changes: of('json').map((effect) => effect.change),
    rewrites: of('rewrite').map((effect) => effect.rewrite),
    slices: of('slice').map((effect) => effect.slice),
  };
};
