"""Sentences of the demo's profiles, written apart in each language; {a}, {b}, {c} are skills, {title} a role."""

Texts = tuple[str, str, str]  # English, Traditional, Simplified

# What somebody did in a job, by family of work.
WORK: dict[str, list[Texts]] = {
    "software": [
        ("Built and ran services with {a} and {b}; on call one week in five.", "以{a}及{b}開發並營運服務，每五星期輪值一次。", "用{a}和{b}开发并运营服务，每五周轮值一次。"),
        ("Replaced an old system without a day of downtime, with {a} and {b}. Wrote the tests and the hand-over notes.", "運用{a}及{b}更換舊系統，全程無停機，並撰寫測試及交接文件。", "运用{a}和{b}替换旧系统，全程无停机，并编写测试和交接文档。"),
        ("Delivered two releases that depend on {a}; reviewed the code of three juniors.", "交付兩個以{a}為基礎的版本，並審閱三名初級同事的程式碼。", "交付了两个以{a}为基础的版本，并评审三名初级同事的代码。"),
    ],
    "data": [
        ("Trained and evaluated models with {a} and {b}; cut false alarms by a third.", "以{a}及{b}訓練與評估模型，誤報減少三分之一。", "用{a}和{b}训练与评估模型，误报减少三分之一。"),
        ("Took a model from notebook to daily use with {a}; three departments rely on it.", "以{a}把模型由試驗帶到日常應用，現有三個部門倚重。", "用{a}把模型从试验推进到日常应用，现有三个部门倚重。"),
        ("Set up {a} for the team, measured the effect and presented it to the client.", "為團隊建立{a}流程，量度成效並向客戶匯報。", "为团队搭建{a}流程，衡量效果并向客户汇报。"),
    ],
    "security": [
        ("Monitored customer systems with {a}; led the response to two real incidents.", "以{a}監察客戶系統，帶領處理兩宗真實事故。", "用{a}监测客户系统，牵头处置两起真实事件。"),
        ("Tested web and mobile applications, wrote the reports and checked the fixes. Daily use of {a} and {b}.", "測試網頁及流動應用，撰寫報告並覆檢修補，日常使用{a}及{b}。", "测试网页与移动应用，撰写报告并复查修复，日常使用{a}和{b}。"),
    ],
    "hardware": [
        ("Designed, assembled and tested units with {a} and {b}; 300 are in the field.", "以{a}及{b}設計、組裝及測試裝置，其中三百件已投入使用。", "用{a}和{b}设计、组装并测试设备，其中三百台已投入使用。"),
        ("Took a prototype to its first production run; {a} was my part.", "把原型帶到首次量產，我負責{a}。", "把原型推进到首次量产，我负责{a}。"),
        ("Found the cause of field returns with {a}, and halved them in a year.", "以{a}找出退貨原因，一年內減半。", "用{a}找出返修原因，一年内减半。"),
    ],
    "laboratory": [
        ("Ran {a} and {b} every week, kept the records, trained two students.", "每週進行{a}及{b}，保存記錄，並指導兩名學生。", "每周进行{a}和{b}，保存记录，并指导两名学生。"),
        ("Brought up {a} in a new laboratory: protocols, controls, first publication as co-author.", "在新實驗室建立{a}：流程、對照，以及首篇合著論文。", "在新实验室建立{a}：流程、对照，以及首篇合著论文。"),
        ("Scaled a process from bench to pilot, with {a} and {b} every week.", "把工藝由實驗台放大到中試，每週進行{a}及{b}。", "把工艺从实验台放大到中试，每周进行{a}和{b}。"),
    ],
    "device": [
        ("Developed a device from user needs to verification with {a} and {b}; two audits without findings.", "運用{a}及{b}由用戶需求到驗證開發器械，兩次審核均無不符項。", "运用{a}和{b}从用户需求到验证开发器械，两次审核均无不符项。"),
        ("Responsible for {a} in a team of eight; spent a day a month in the hospital.", "在八人團隊中負責{a}，每月一天駐院。", "在八人团队中负责{a}，每月一天驻院。"),
    ],
    "field": [
        ("Surveyed, designed and handed over eleven sites; {a} and {b} every day.", "勘察、設計及移交十一個項目，日常運用{a}及{b}。", "勘察、设计并移交十一个项目，日常运用{a}和{b}。"),
        ("Modelled a district with {a} and presented the savings to its owners.", "以{a}為整個地區建模，並向業主匯報節省成效。", "用{a}为整个片区建模，并向业主汇报节省成效。"),
    ],
    "design": [
        ("Designed three products from interviews to final files, with {a} and {b}.", "以{a}及{b}完成三項產品設計，由訪談到最終檔案。", "用{a}和{b}完成三项产品设计，从访谈到最终文件。"),
        ("Looked after the brand and its materials; {a} was my daily tool.", "打理品牌及其物料，日常以{a}工作。", "打理品牌及其物料，日常用{a}工作。"),
    ],
    "business": [
        ("Won and kept eighteen accounts; {a} and {b} were my daily work.", "爭取並維繫十八家客戶，日常工作是{a}及{b}。", "赢得并维系十八家客户，日常工作是{a}和{b}。"),
        ("Took a product into the mainland market: partners, prices, first contracts. Responsible for {a}.", "把產品帶進內地市場：夥伴、定價、首批合約，負責{a}。", "把产品带入内地市场：伙伴、定价、首批合同，负责{a}。"),
        ("Prepared the figures and the papers for two funding rounds, with {a}.", "運用{a}為兩輪融資準備數據及文件。", "运用{a}为两轮融资准备数据与文件。"),
    ],
    "operations": [
        ("Planned and tracked six projects; {a} and {b} in daily use.", "規劃並跟進六個項目，日常運用{a}及{b}。", "规划并跟进六个项目，日常运用{a}和{b}。"),
        ("Responsible for {a}; cut the time from request to answer by a quarter.", "負責{a}，由提出到回覆的時間縮短四分之一。", "负责{a}，从提出到答复的时间缩短四分之一。"),
        ("Prepared an audit of {a} and closed all its findings in three months.", "籌備{a}審核，並於三個月內完成所有改善。", "筹备{a}审核，并在三个月内完成所有整改。"),
    ],
    "support": [
        ("First contact for sixty colleagues; responsible for {a}.", "六十名同事的首個聯絡人，負責{a}。", "六十名同事的首位联系人，负责{a}。"),
        ("Put {a} and {b} in order for an office that doubled in a year.", "辦公室一年內倍增，我把{a}及{b}整理妥當。", "办公室一年内翻倍，我把{a}和{b}整理妥当。"),
    ],
}  # fmt: skip

# What students did: an internship, a project.
INTERNSHIP: list[Texts] = [
    ("Summer internship: helped the team with {a}, presented my results to the department.", "暑期實習：協助團隊處理{a}，並向部門匯報成果。", "暑期实习：协助团队处理{a}，并向部门汇报成果。"),
    ("Ten weeks in a team of five; my task used {a} and {b}.", "在五人團隊實習十星期，任務運用{a}及{b}。", "在五人团队实习十周，任务运用{a}和{b}。"),
]  # fmt: skip
PROJECT: list[Texts] = [
    ("Final-year project on {a} with {b}; the prototype was shown at an open day.", "畢業專題運用{a}與{b}，原型曾於開放日展出。", "毕业设计运用{a}与{b}，原型在开放日展出。"),
    ("Group project in a competition: third place with a solution based on {a}.", "參加比賽的小組項目，以{a}方案獲季軍。", "参加竞赛的小组项目，以{a}方案获第三名。"),
    ("Student assistant two afternoons a week: {a} and {b} for a research group.", "每週兩個下午擔任研究小組的學生助理，處理{a}及{b}。", "每周两个下午担任研究小组的学生助理，处理{a}和{b}。"),
]  # fmt: skip
PROJECT_TITLE: Texts = ("Student project", "學生專題", "学生项目")
INTERN_TITLE: Texts = ("Summer intern", "暑期實習生", "暑期实习生")

SUMMARY: dict[str, list[Texts]] = {
    "student": [
        ("I study {field} and like it best where {a} meets {b}. Looking for people I can learn from.", "修讀{field}，最喜歡{a}與{b}的結合，希望跟隨前輩學習。", "就读{field}，最喜欢{a}与{b}的结合，希望跟前辈学习。"),
        ("Final year of {field}. I have built small things with {a} and would like to build bigger ones.", "{field}最後一年，用{a}做過小作品，想做更大的。", "{field}最后一年，用{a}做过小作品，想做更大的。"),
        ("Hands-on with {a}; curious about {c}.", "動手做過{a}，對{c}感興趣。", "动手做过{a}，对{c}感兴趣。"),
    ],
    "junior": [
        ("First years of work with {a} and {b}. I ask questions early and write down the answers.", "入行數年，主要運用{a}及{b}；有疑問會及早提出，並記下答案。", "入行几年，主要运用{a}和{b}；有疑问会及早提出，并记下答案。"),
        ("{title} who enjoys {a}. I would like to learn more about {c}.", "{title}，喜歡{a}，期望多學{c}。", "{title}，喜欢{a}，希望多学{c}。"),
    ],
    "worker": [
        ("I like work where {a} meets {b}. Looking for a team that measures what it claims.", "喜歡結合{a}與{b}的工作，希望加入重視實證的團隊。", "喜欢结合{a}与{b}的工作，希望加入重视实证的团队。"),
        ("Several years with {a}; lately most of my time goes into {b}. I would like to learn more about {c}.", "有數年{a}經驗，近來主要投入{b}，期望多學{c}。", "有几年{a}经验，近来主要投入{b}，希望多学{c}。"),
        ("Calm when things break, thorough when they work. Strong in {a} and {b}.", "遇故障不慌，順利時仔細；擅長{a}及{b}。", "遇故障不慌，顺利时仔细；擅长{a}和{b}。"),
        ("After years in larger companies I want a smaller team. My strengths are {a} and {b}.", "在大公司工作多年，想加入較小的團隊；強項是{a}及{b}。", "在大公司工作多年，想加入更小的团队；强项是{a}和{b}。"),
    ],
    "leader": [
        ("I have led teams of four to twenty, and I still read the details of {a}.", "帶領過四至二十人的團隊，仍親自過目{a}的細節。", "带领过四到二十人的团队，仍亲自过目{a}的细节。"),
        ("I build groups that outlast me. Background in {a} and {b}.", "擅於建立能自行運作的團隊，背景為{a}及{b}。", "善于建立能自行运转的团队，背景为{a}和{b}。"),
    ],
}  # fmt: skip

HEADLINE: dict[str, list[Texts]] = {
    "student": [
        ("{field} student, graduating {year}", "{field}學生，{year}年畢業", "{field}在读，{year}年毕业"),
        ("{field} student looking for a place to learn", "{field}學生，尋找實習機會", "{field}学生，寻找实习机会"),
        ("Student of {field} · {a}", "{field}學生・{a}", "{field}学生・{a}"),
    ],
    "worker": [
        ("{title}", "{title}", "{title}"),
        ("{title}", "{title}", "{title}"),
        ("{title} · {a}, {b}", "{title}｜{a}、{b}", "{title}｜{a}、{b}"),
        ("{title} who likes {a}", "專注{a}的{title}", "专注{a}的{title}"),
    ],
}  # fmt: skip

FREE_TEXT_SKILLS = {
    "en": ["retro game modding", "hackathon organising", "soldering tiny things", "writing lab manuals", "open-source triage", "repairing espresso machines"],
    "zh-hant": ["籌辦黑客松", "焊接微細零件", "撰寫實驗手冊", "開源社群協調", "維修舊相機"],
    "zh-hans": ["组织黑客松", "焊接微小元件", "编写实验手册", "开源社区协调", "维修老相机"],
}  # fmt: skip
