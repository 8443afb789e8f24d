// 正規表現の表によるテスト。例を足して使う:  node check.mjs
// 終了コード: 0 すべて期待どおり、1 違いあり

const normalize = (text) => text.normalize('NFKC').trim();

const TABLE = [
  {
    name: '郵便番号',
    pattern: /^\d{3}-?\d{4}$/,
    yes: ['150-0001', '1500001', '１５０-０００１', ' 150-0001 ', '060-0000'],
    no: ['', '150-001', '150--0001', '150-0001a', '150-0001\n151-0002'],
  },
  {
    name: 'カタカナ',
    pattern: /^[\p{Script=Katakana}ー・ ]+$/u,
    yes: ['ヤマダ タロウ', 'ﾔﾏﾀﾞ', 'ヴィクトリア', 'スーパー', 'ジャン・ポール'],
    no: ['', 'やまだ', '山田', 'ヤマダ1', 'yamada'],
  },
  {
    name: '和暦',
    pattern: /^(明治|大正|昭和|平成|令和)(元|\d{1,2})年(\d{1,2})月(\d{1,2})日$/,
    yes: ['令和元年5月1日', '令和8年3月4日', '平成３１年４月３０日', '昭和64年1月7日', '大正12年9月1日'],
    no: ['', '2026年3月4日', '令和年3月4日', '令和8年3月', 'R8.3.4'],
  },
];

let failed = 0;
for (const { name, pattern, yes, no } of TABLE) {
  for (const [expected, examples] of [[true, yes], [false, no]]) {
    for (const example of examples) {
      if (pattern.test(normalize(example)) === expected) continue;
      failed += 1;
      console.log(`違い  ${name}: ${JSON.stringify(example)} は${expected ? '一致するはず' : '一致しないはず'}`);
    }
  }
  const start = performance.now();
  pattern.test(`${'1'.repeat(100_000)}!`);
  const time = performance.now() - start;
  if (time > 1000) failed += 1;
  console.log(`${time > 1000 ? '遅い' : 'ok  '}  ${name}: 10万文字で ${time.toFixed(1)} ms`);
}
process.exitCode = failed === 0 ? 0 : 1;
