/**
 * Words of danger that mean none: hyperbole, fixed words, titles, curses, advice to others. What these match is
 * blanked before rules and weights look. Each is kept narrow: a phrase that is ever meant in earnest stays out.
 */
export const FIGURES: readonly string[] = [
  // Hyperbole: "laughed to death", "tired to death", "missed you to death".
  '(?:笑|累|饿|热|冷|困|气|急|吓|渴|美|爱|忙|烦|聊|尬|可爱|帅|甜|馋|开心|激动|羡慕|嫉妒|辣|臭|丑|难吃|恶心|香|酸|挤|堵|晒|冻|撑|胖|穷|愁|羞|乐|萌|酷|吵|慢|卡|坑|懒|咸|贵|闷|爽|好看|好吃|高兴|担心|紧张|麻烦|难看|难|痒|毒|腻|喜欢|讨厌|佩服|无语|郁闷|后悔|亏|虐|嗨|冤|呛|噎|恨|心疼|便宜|土|宠|蠢|笨|得瑟|骚|苦)(?:都|得|到|的)*(?:快|要)*死(?!自己|算了|吧|得了|就好|就算|在)(?:我|你|人|他|她|宝宝|老子|个人|俺|偶)*(?:了|啦|掉)?',
  '[得的](?:我|人|你)?(?:都|快)?要死(?!了?[，\\n]?我)|要死要活|爱得死去活来|死去活来|要死(?:啊|哦|啦|呀|咧)',
  '想死(?:我(?:妈|爸|家|们)|那|你|您|他|她|它|我了|我啦|俺|妈妈?|你们|她们|他们|家|老婆|老公|这|吃|喝|那家|北京|上海|大家)',
  '(?:打死|死)(?:我|他|她)?(?:都|也)(?:不|没|要|得)(?!想活)|宁死|死都要|死也要',
  '气得[^，\\n]{0,4}(?:想|要|直想)(?:打|揍|骂|抽)|(?:植物|花|鱼|狗|猫|多肉|绿萝|电脑|电池|树|草|仓鼠|乌龟)[^，\\n我]{0,5}死了?',
  '(?:老板|甲方|客户|领导|作业|论文|周一|考试|数学|工作|加班|kpi|这班|早八)[^，\\n]{0,3}(?:想|要|是要)?(?:让|逼|把|杀|要)我(?:的命|死|杀|逼疯|了)?',
  // Asked and answered.
  '(?:问|评估|筛查|量表|问卷)(?:我|他|她)?(?:了)?[^，\\n]{0,4}(?:有没有|想不想|是不是|是否|会不会)[^，\\n]{0,6}(?:自杀|想死|轻生|自残|伤害自己)(?:的)?(?:想法|念头|打算|冲动)?(?=[，\\n][^\\n]{0,4}(?:没有|挺好|不|都没|否))',
  '(?:关心|关注|帮助|识别|陪伴|关爱|理解)[^，\\n]{0,8}(?:自杀|轻生|自残|抑郁)(?:的)?(?:念头|倾向|想法|情绪|风险)?的(?:人|朋友|同学|孩子|患者|群体)',
  // Over and told so.
  '(?:以前|曾经|那时候?|那会儿?|当年|那年|高中|年轻时|那段时间|那几年|前几年|年前)[^，\\n]{0,8}(?:一了百了|想死|想过死|自杀|不想活|割腕|割过[手腕]|轻生|想不开)[^，\\n]{0,6}[，][^\\n]{0,12}(?:现在|如今|后来|早|幸好|好在|还好)[^\\n]{0,16}(?:好了|好多了|滋味|走出来|挺好|幸福|珍惜|感谢|不会了|热爱|真傻|拉住|慢慢好|缓过来|当了?[爸妈]|稳定|上班|结婚)',
  '(?:接了?一?[个通]|接到|来访|求助者|劝了?一?个|帮过)[^，\\n我]{0,4}(?:想|要)(?:自杀|死|跳楼|轻生)的',
  // Somebody else's death, long ago or told of.
  '(?<!我)(?:朋友|同学|同事|邻居|老师|亲戚|网友|表[哥弟姐妹]|堂[哥弟姐妹]|姑[父妈]|姨[父妈]|舅[舅妈]|叔叔?|伯[父伯]|婶|爷爷|奶奶|外公|外婆|偶像|明星|演员|歌手|主播)[^，\\n我]{0,6}(?:去年|前年|当年|那年|[0-9一二三四五六七八九十几多两]+年)[^，\\n我]{0,4}(?:自杀|跳楼|跳河|上吊|喝药|轻生)(?:走|去世|没|死|离世|身亡)?(?:了|的)?',
  '(?:朋友|同学|同事|邻居|亲戚|姑父|姨父|舅舅|叔叔|伯伯|偶像|明星|演员|歌手)[^，\\n我]{0,3}(?:自杀|跳楼|跳河|上吊|轻生)(?:走|去世|没|离世|身亡)?(?:了|的)?(?=[，\\n][^\\n]{0,8}(?:忌日|周年))',
  '(?:当年|那年|去年|以前)(?:跳楼|自杀|跳河|上吊|轻生)的(?=[^，\\n我]{1,6}(?:同学|朋友|人|女生|男生|邻居))',
  '慢性自杀|(?:跟|和|给|教)(?:孩子|娃|儿子|女儿|小朋友)(?:讲|谈|说|解释)[^，\\n]{0,3}死亡?',
  '(?:输|撞脸|撞衫|尴尬|丢脸|困|热|冷|饿|撑|被老板骂|被甲方骂|加班|早起)[^，\\n]{0,2}[得的](?:我|人)?(?:都|真)?想死',
  // Gas bottles, tyres and beer.
  '(?:手机|轮胎|车胎|煤气|打火机|气球|可乐|啤酒|汽水|皮球|篮球)[^，\\n我他她]{0,4}没气',
  '没气了(?=[，]?(?:换|充|打气|加气|送气))',
  // Cold hands.
  '(?:手|脚|耳朵|手指)[^，\\n]{0,2}(?:冻|麻)[得的](?:都|快)?(?:没|失去)了?知觉',
  // A round lost, a jump for fun, a threat at table.
  '死了[一二两三四五六七八九十几好多0-9]+[次回把局]|(?:蹦极|跳伞|过山车|密室|鬼屋)[^\\n]{0,20}|再不[^，\\n]{1,8}就(?:打死|打断|收拾|揍)我?',
  '(?:boss|游戏|副本|bug|代码|早八|周一|kpi|ppt)[^，\\n]{0,8}[，]?(?:真的?|都)*(?:不想活了|想死|想自杀|想跳楼)(?=哈|了?$|[，\\n])',
  // Fixed words.
  '死(?:机|党|心塌地|心眼|板|角|敌|磕|记|结|宅|胖|肥|变态|鬼|相|样|侍|神|亡率|亡游戏|亡金属|亡笔记|亡之|海|缓|刑|者|讯|译|循环|线|忠|皮赖|撑|灰|里逃|猪|狗|丫头|老头|缠|不承认|不要脸|不认账|不悔改|瞑目|不足|不了人|翘翘|轴|穴|守|扛|穷|贱|命(?:地|的|往|拉|追|跑|喊|按|敲)|活不(?:肯|愿|同意|让|说|给|听|去|来|起)|水|火山|忌|战|拼|咬|抠|要面子|性不改|亡岛|亡谷|火|硬|人脸|样子|家伙|东西|基佬|gay|女人|男人|小子|小孩|婆|娘炮|黑|光光)',
  '(?:该|找|作|誓|拼|至|装|诈|送|枉|抵|横|垂|濒|老|战|处|打得半|不知|玩|半|闷|秒|团|猝|假|僵|卡|堵|套|限|压|焊|钉|锁|盯|吃|认|写|定|封|关|按|掐|喷|怼|骂|黑|锤|坑|整|咬|踩|电|酒|烧|淹|炸|枪|吸|噎|冻|憋|狗|猫|鸟|鱼|花|虫|鸡|猪|蚊子|战|老而不|贪生怕|九|万|牺牲|将|生)死(?:不悔|的|人了|之|地|我了|循环|咯|鱼|于|在|也|拉|扛|狐悲|回生|攸关|存亡|之交|看淡|由命|时速|与共|有命|相依|轮回|疲劳|谁手)',
  '(?:该死的|该死[，\\n]|找死|作死|诈死|装死|起死回生|生死(?:攸关|存亡|之交|看淡|由命|时速|与共|相依|线|状|局|战|恋|簿)|视死如归|出生入死|九死一生|醉生梦死|贪生怕死|半死不活|老死不相|不到黄河|死而复生|死而无憾|死里逃生|你死我活|死无葬身|不死(?:心|鸟|族|之身|小强|马)|送死|死亡(?:搁浅|细胞|之翼|飞车|骑士|教授|诗社|视频|问题|提问|芭比|角度|微笑|凝视|考题|作业|周|三连))',
  '(?:杀毒|杀价|杀青|杀手|杀菌|必杀|秒杀|绝杀|抹杀|封杀|扼杀|杀马特|杀伤力|杀鸡|杀猪|杀鱼|杀人游戏|三国杀|狼人杀|剧本杀|杀时间|屠杀|杀软|杀气|厮杀|反杀|击杀|杀怪|谋杀案|暗杀|杀死比赛|杀疯|杀熟|杀跌|追杀令|杀回|杀到|杀入|杀进|通杀|捧杀|棒杀|凶杀|杀生丸|杀破狼|杀戮|杀程咬金|杀器|杀必死|自杀式|自杀小队|自杀突击|敢死队)',
  '(?:跳楼(?:价|机|大甩卖|甩卖|清仓)|割(?:韭菜|草|麦|包皮|双眼皮|阑尾|舍|据|扁桃|痔)|跳河(?:游|抓)|救命稻草|救命恩|救命之恩|救命啊[哈笑]|打(?:折|车|卡|工人?|开|算|扮|招呼|听|字|印|扰|扫|包|牌|球|麻将|游戏|王者|电话|赌|鸡血|酱油|瞌睡|疫苗|预防针|针灸|脸|破|败|消|响|动我|造|磨|底|烊|洞|卦|坐|猎))',
  '(?:药店|药房|中药|药膳|吃药了吗|记得吃药|按时吃药|别忘了?吃药|感冒药|退烧药|胃药|眼药水|牙膏)',
  '(?:冰箱|冰淇淋|冰激凌|冰块|冰水|冰红茶|冰可乐|冰咖啡|冰美式|滑冰|溜冰(?:场|鞋|刀|运动)|[去学]溜冰(?!了|的人|嗨)|冰棍|冰糖|冰雪|面粉|奶粉|粉丝|粉色|粉底|米粉|螺蛳粉|凉粉|花粉|脱粉|路人粉|嗑cp|磕cp|吸(?:猫|狗|氧|欧|娃|你|引|粉丝)|嗨翻|嗨皮|嗨森|嗨起来|上瘾|过瘾)',
  '(?:世界末日|消失的她|消失的爱人|从你的世界|你的名字|走失|走神|走秀|走红|走光|跑步|解脱(?:法|道)|别人|别墅|别致|特别|个别|级别|性别|告别单身|区别|识别)',
  '(?:崩溃(?:大学|学院)|抑郁寡欢|解锁|痛快|苦瓜)',
  // Banter; a curse in earnest is a wish against somebody (`zh.viol.curse`).
  '去死(?:吧你|啦你?|啊你|你们|吧渣)|(?:渣男|小人|垃圾|这种人|傻逼|脑残|[狗贱畜])[^，\\n我]{0,6}去死',
  // Advice to another.
  '(?<!我)(?:别|不要|千万别|千万不要|请不要|请勿|切勿|勿|劝你别|不可以)(?:再|去|总|老|想着?|因此|轻易|随便)*(?:自杀|自残|轻生|想不开|做傻事|寻短见|寻死|伤害自己|割腕|跳楼|死(?!了我)|放弃(?:自己|生命|希望)|吸毒|碰毒|复吸)',
  '(?:如果|要是|假如|当)(?:你|您|有人|身边)[^，\\n我]{0,8}(?:自杀|想不开|轻生|厌世|吸毒|被打|遇到|有)|(?:预防|防止|拒绝|远离|珍爱生命|禁止|宣传|关于|反对|反|干预|禁|缉|抓)(?:自杀|毒品|吸毒|家暴|轻生)|(?:毒品|禁毒|反毒|吸毒)(?:的?危害|宣传|知识|教育|讲座|考试|展|人员|者|预防)|禁毒[社办日宣]',
  '《[^》]{1,30}》|[《》]',
  // English.
  '\\bd(?:ie|ying|ied) (?:laughing|of (?:laughter|boredom|embarrassment|cringe|cuteness|thirst|hunger|curiosity|shame)|for (?:a|some|this|that|these|it|one|food|coffee|pizza))\\b|\\bdying to (?!die|kill|end|get (?:out|away))\\w+|\\bto die for\\b|\\bdie ?hard\\b|\\bnever say die\\b',
  '\\b(?:phone|battery|car|laptop|wifi|plants?|engine|computer|internet|chat|group|server|joke|meme|trend|party|game|town|signal|mic|controller|tablet)(?: \\w+){0,2} (?:died|dying|dead|is dead|die|dies|kills itself)\\b|\\bdead(?:line|pool|lift|weight|pan|ass|beat|bolt)s?\\b|\\bdead (?:tired|serious|end|sea|silence|heat|stop|right|last|on|sexy|simple|ringer|giveaway|lol|lmao|haha|rn)\\b|\\b(?:walking|evil|grateful|red) dead\\b|\\bdrop dead gorgeous|\\bover my dead body|\\bim (?:so |literally )?dead(?= (?:lol|lmao|rofl|haha|omg|that|this|at)|$)',
  '\\b(?:bored|scared|worried|sick|tired|loved?|loves|frightened|starv\\w+|freez\\w+|work\\w*|talked|tickled)(?: \\w+){0,2} to death\\b|\\b(?:black|life or|star|sudden|brain|crib|bubonic) death\\b|\\bdeath (?:metal|star|note|valley|stare|row|penalty|by chocolate|grip|eaters?)\\b',
  '\\bkill(?:s|ed|ing)? (?:it\\b|time|the (?:vibe|mood|lights|engine|process|switch|boss|beat)|two birds|off|bill|switch|a few hours|an hour|an afternoon|for (?:a|some|this|that)|your? ?(?:vibe|darlings))|\\b(?:back|feet|head|knees?|legs?|shoes|heels|stomach|allergies|teeth|neck|exam|exams|homework|job|work|traffic|heat|suspense|commute|humidity|monday|class|jokes?|you|shoulder|hangover|math|curiosity|boots|wait|waiting|this (?:\\w+ )?(?:heat|weather|song|show|class|game))(?: \\w+){0,2} killing me|\\bkill(?:s)? me (?:with|softly|later)|\\b(?:mom|mum|dad|wife|husband|boss|teacher|coach|parents|girlfriend)(?: is going to| going to| will| would| gonna) kill me|\\bkillers?\\b|\\bkilled (?:the|that|my|it|his|her) (?:exam|test|presentation|interview|workout|speech|gig|audition|performance|run|game)|\\bkilling spree in|\\bbuzz ?kill|\\bpainkillers?(?= for| work)',
  '\\bsuicide (?:squad|silence|awareness|prevention|doors?|hotline|boys|rates?|bomb\\w*|mission|pact in|is painless|king|girls)\\b|\\b(?:political|career|commercial|social|financial) suicide\\b|\\bsuicides? (?:drills?|sprints?|in (?:the|a) (?:book|movie|film|novel))\\b|\\bsuicidal tendencies (?:album|concert|band|shirt)',
  '\\bshoot (?:me|you|him|her|them|us) (?:an?|the|your|some) (?:\\w+ )?(?:e ?mail|text|message|dm|link|line|call|note)|\\bshoot(?:ing)? (?:hoops|your shot|pool|a (?:film|video|movie|photo)|the breeze)|\\bhit (?:me|us|him|her) up\\b|\\b(?:hit|hits|hitting) (?:the (?:gym|road|books|sack|hay|spot|shops?|pool)|different)|\\bbeat(?:s)? me (?:to|at|by|in)\\b|\\bcrack(?:s|ed|ing)? me up|\\bice (?:cream|cubes?|tea|coffee|skat\\w+|water|cold|rink|hockey|pack)|\\bon (?:thin )?ice\\b|\\bweed(?:s|ing)? (?:the )?(?:garden|lawn|in the garden|out)|\\bhigh (?:school|five|score|hopes|quality|heels|time|end|tea|street|speed|note|spirits|energy)|\\bdiet coke|\\bcoke zero|\\bpower (?:line|nap)|\\bjump(?:ing|ed)? (?:rope|off the bandwagon|in the (?:pool|shower|car|lake|sea|water)|into the (?:pool|lake|sea|water|car|meeting))|\\bjumping jacks|\\bcut(?:ting)? (?:my|her|his) (?:hair|nails|finger|grass|sandwich|losses|own hair|bangs)|\\bcut(?:ting)? (?:it )?(?:short|down on|back on)|\\bno drinking water',
  '\\b(?:dont|do not|please dont|never) (?:you (?:dare )?)?(?:kill yourself|hurt yourself|commit suicide|give up on yourself|end your life)\\b|\\bif (?:you|youre|someone|anyone|a friend|somebody|your \\w+)(?: \\w+){0,6} (?:suicidal|suicide|kill (?:your|them)sel\\w+|overdos\\w+|self harm|struggling|in crisis|die)|\\b(?:you|yall|he|she|they) (?:should|can|need to|must|better)(?: \\w+){0,2} (?:die|kill (?:your|them)sel\\w+|drop dead)|\\bkys\\b|\\bgo (?:die|kill yourself)\\b|\\bkill yourself\\b|\\bi hope (?:you|they) (?:all )?die',
  // What is shown, staged, cooked or dived from; a pun beside the word.
  '(?:遗书(?:博物馆|展览)|遗书是伪造的|从[^，\\n]{0,3}米(?:台|板)(?:上)?(?:往下)?跳(?:下去|水)?|跳水队[^，\\n]{0,10}(?:跳下去|往下跳)|防自杀|自杀(?:鳗鱼|树是)|上吊(?:绳梗|式)|(?:^|，)(?:小)?(?:猫|狗)从(?:沙发|桌|床|柜|树|三楼)[^，\\n]{0,2}跳下[去来]|遗言，火锅|死了这条心|死了一片(?:秧|苗|菜)|想死我?(?:奶奶|妈妈?|外婆|姥姥)(?:做|包|烧)的|一脸生无可恋|生无可恋，?jpg)',
];
