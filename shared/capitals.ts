import { moneySchema, type Money } from './money.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const PREFIX = '人民币';

/**
 * The sum in the capitals of vouchers and receipts (人民币贰万伍仟玖佰元整), after the PBoC's rules
 * for bills and 会计基础工作规范: 整 after 元 or 角, never after 分. Negative sums (红字) say 负.
 */
export function toCapitals(money: Money): string {
  const [yuan = '', fraction = ''] = money.replace('-', '').split('.');
  const sign = money.startsWith('-') ? '负' : '';
  return PREFIX + sign + wholeAndFraction(yuan, fraction.charAt(0), fraction.charAt(1));
}

function wholeAndFraction(yuan: string, jiao: string, fen: string): string {
  const isWhole = jiao === '0' && fen === '0';
  const whole = yuan === '0' ? (isWhole ? '零元' : '') : `${integerInCapitals(yuan)}元`;
  if (isWhole) return `${whole}整`;
  const gap = whole !== '' && (jiao === '0' || yuan.endsWith('0')) ? '零' : '';
  const tenths = jiao === '0' ? '' : `${digit(jiao)}角`;
  return whole + gap + tenths + (fen === '0' ? '整' : `${digit(fen)}分`);
}

/** Groups of four digits under 万, 亿 and 万亿; a run of zeros inside is spoken as one 零. */
function integerInCapitals(yuan: string): string {
  const groups = yuan.padStart(16, '0').match(/\d{4}/g) ?? [];
  const spoken = groups.map((group, index) => {
    if (group === '0000') return '';
    const unit = ['万亿', '亿', '万', ''][index] ?? '';
    return groupInCapitals(group) + (index === 0 && groups[1] !== '0000' ? '万' : unit);
  });
  return spoken.join('').replace(/^零+/, '');
}

function groupInCapitals(group: string): string {
  const spoken = Array.from(group, (each, index) =>
    each === '0' ? '零' : digit(each) + (PLACES[3 - index] ?? ''),
  );
  return spoken.join('').replace(/零+/g, '零').replace(/零$/, '');
}

function digit(character: string): string {
  return DIGITS.charAt(Number(character));
}

const FORM = /^(负)?(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?(?:(.)角)?零?(?:(.)分)?[整正]?$/u;

/**
 * Reads capitals back; answers undefined for what is no sum. The prefix may be missing, 圆 counts
 * as 元, 正 as 整, and the 零 and 整 that the rules leave open may be there or not.
 */
export function parseCapitals(text: string): Money | undefined {
  const plain = text.trim().replace(PREFIX, '').replace('圆', '元');
  const match = FORM.exec(plain);
  if (!match || plain === '') return undefined;
  const [, sign = '', yuan = '', jiao = '零', fen = '零'] = match;
  const fraction = `${DIGITS.indexOf(jiao)}${DIGITS.indexOf(fen)}`;
  const reading = moneySchema.safeParse(`${sign && '-'}${readInteger(yuan)}.${fraction}`);
  if (!reading.success) return undefined;
  const same = bare(toCapitals(reading.data)) === bare(plain);
  return same ? reading.data : undefined;
}

function bare(capitals: string): string {
  return capitals.replace(PREFIX, '').replace(/[零整正]/g, '');
}

function readInteger(text: string): bigint {
  const [high, low] = text.includes('亿') ? text.split('亿', 2) : ['', text];
  return readBelowYi(high ?? '') * 100_000_000n + readBelowYi(low ?? '');
}

function readBelowYi(text: string): bigint {
  const [high, low] = text.includes('万') ? text.split('万', 2) : ['', text];
  return readGroup(high ?? '') * 10_000n + readGroup(low ?? '');
}

function readGroup(text: string): bigint {
  let total = 0n;
  for (const [, figure = '', place = ''] of text.matchAll(/([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)/gu)) {
    total += BigInt(DIGITS.indexOf(figure)) * 10n ** BigInt(PLACES.indexOf(place));
  }
  return total;
}
