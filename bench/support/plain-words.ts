/** What a bare list of words would do, to compare with: the words that come to mind first, and no more. */
const WORDS =
  /自杀|自殺|轻生|寻死|想死|去死|找死|不想活|不想再活|活不下去|活着.{0,4}(?:没|无|累|难|痛)|死了?算了|结束生命|结束自己|了结|解脱|割腕|跳楼|跳河|上吊|烧炭|安眠药|吞药|遗书|遗言|自残|自伤|自虐|伤害自己|划.{0,3}手|割.{0,3}手|绝望|崩溃|抑郁|撑不下去|撑不住|熬不下去|坚持不下去|厌世|生无可恋|没有意义|没意思|(?:杀|弄|掐|砍|捅)(?:了|死)|杀人|同归于尽|救命|suicid|kill (?:myself|me|him|her)|want to die|wanna die|end (?:it all|my life)|overdos|hang myself|cut(?:ting)? myself|self.?harm|better off dead|hopeless|no reason to live|relaps|craving/iu;

/** Whether a plain search for words would raise the text. */
export const hasPlainWord = (text: string): boolean => WORDS.test(text);
