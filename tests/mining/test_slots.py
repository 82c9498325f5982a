import pytest
from annotated import Annotated, annotated_speeches
from hypothesis import given
from hypothesis import strategies as st

from speechdesk.mining.miner import mine_speech
from speechdesk.mining.slots import (
    LearnedSlot,
    add_slots,
    find_slots,
    slots_of_part,
    slots_within,
    speech_level,
)
from speechdesk.records import Block, BlockKind, Slot, SlotKind, Speech


def found(text: str, level: str = "市") -> list[tuple[SlotKind, str]]:
    return [(slot.kind, slot.text) for slot in find_slots(text, level)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("推动市委市政府决策落地。", SlotKind.LEVEL, "市委市政府"),
        ("围绕市委、市政府中心工作。", SlotKind.LEVEL, "市委、市政府"),
        ("在全市上下形成合力。", SlotKind.LEVEL, "全市上下"),
        ("市级各部门要联动。", SlotKind.LEVEL, "市级"),
        ("当前，我市正处于关键期。", SlotKind.LEVEL, "我市"),
        ("落实省市决策部署。", SlotKind.LEVEL, "省市"),
        ("各县（市）政府要重视。", SlotKind.LEVEL, "各县（市）"),
        ("发贵市长专门批示。", SlotKind.PERSON, "发贵市长"),
        ("按照楼书记的讲话精神。", SlotKind.PERSON, "楼书记"),
        ("贯彻落实增斌书记的要求。", SlotKind.PERSON, "增斌书记"),
        ("和何平市长提出的要求。", SlotKind.PERSON, "何平市长"),
        ("贯彻省第十二次党代会精神。", SlotKind.MEETING, "省第十二次党代会"),
        ("参加十三届全国人大四次会议审议。", SlotKind.MEETING, "十三届全国人大四次会议"),
        ("我们召开全市政府系统办公室工作会议。", SlotKind.MEETING, "全市政府系统办公室工作会议"),
        ("今年3月，会议强调。", SlotKind.DATE, "今年3月"),
        ("今年 3月，会议强调。", SlotKind.DATE, "今年 3月"),
        ("2014年5月的讲话。", SlotKind.DATE, "2014年5月"),
        ("在青海调研。", SlotKind.PLACE, "青海"),
        ("支持皖北加快发展。", SlotKind.PLACE, "皖北"),
        ("闽商回归，深化沪苏浙合作。", SlotKind.PLACE, "沪苏浙"),
        ("治理好异龙湖、大盈江。", SlotKind.PLACE, "大盈江"),
        ("加快铁路建设，哈伊高铁全线贯通。", SlotKind.PLACE, "哈伊高铁"),
        ("建成市场。静宁苹果入选案例。", SlotKind.PLACE, "静宁"),
        ("做好考古，做好陶寺、丁村等遗迹研究。", SlotKind.PLACE, "陶寺、丁村"),
        ("提质扩容，西北农大承担课题。", SlotKind.ORGANISATION, "西北农大"),
        ("成功举办中国绿色算力大会。", SlotKind.MEETING, "中国绿色算力大会"),
        ("办好第八届全国运动会。", SlotKind.MEETING, "第八届全国运动会"),
        ("宜川、平利等5个县区受到表扬。", SlotKind.NUMBER, "5个县区"),
        ("农村贫困人口减少1386万，成效明显。", SlotKind.NUMBER, "1386万"),
        ("7000多万江淮儿女一道奋斗。", SlotKind.NUMBER, "7000多万"),
        ("增产钢材200多万吨。", SlotKind.NUMBER, "200多万吨"),
        ("深化“三全”债务改革。", SlotKind.PROJECT, "“三全”债务改革"),
        ("总书记来川视察。", SlotKind.PLACE, "来川视察"),
        ("确立了“12345”总体工作格局。", SlotKind.PROJECT, "“12345”总体工作格局"),
        ("“两区三地”是重要实践。", SlotKind.PROJECT, "“两区三地”"),
        ("xx县委书记提出要求。", SlotKind.PERSON, "xx县委书记"),
        ("□□县委提出要求。", SlotKind.PLACE, "□□"),
        ("农村贫困人口减少1386万，收入增加。", SlotKind.NUMBER, "1386万"),
        ("18个县（市）总量翻番。", SlotKind.NUMBER, "18个县（市）"),
        ("加快打造世界级文化旅游目的地。", SlotKind.PROJECT, "世界级文化旅游目的地"),
        ("绥芬河市率先完成。", SlotKind.PLACE, "绥芬河市"),
        ("在敦煌、张掖调研。", SlotKind.PLACE, "敦煌"),
        ("建设七里河区示范点。", SlotKind.PLACE, "七里河区"),
        ("打造“书香陇原”品牌。", SlotKind.PROJECT, "“书香陇原”品牌"),
        ("加大“引金入黔”力度。", SlotKind.PROJECT, "“引金入黔”"),
        ("增长\uff19.\uff15％。", SlotKind.NUMBER, "\uff19.\uff15％"),
        ("投入三百二十亿元。", SlotKind.NUMBER, "三百二十亿元"),
        ("亏损一百多亿元。", SlotKind.NUMBER, "一百多亿元"),
        ("上升百分之零点九。", SlotKind.NUMBER, "百分之零点九"),
        ("减负3万多亿元。", SlotKind.NUMBER, "3万多亿元"),
        ("建设5个省实验室。", SlotKind.NUMBER, "5个"),
        ("产量连续四年增长。", SlotKind.NUMBER, "四年"),
        ("用三年左右时间建成。", SlotKind.NUMBER, "三年"),
        ("第十一批援疆干部。", SlotKind.NUMBER, "第十一批"),
        ("一九八○年以来。", SlotKind.DATE, "一九八○年"),
        ("１９８７年的任务。", SlotKind.DATE, "１９８７年"),
        ("省、市、县、乡（镇）、村五级联动。", SlotKind.LEVEL, "省、市、县、乡（镇）、村五级"),
        ("自治区党委坚强领导。", SlotKind.LEVEL, "自治区党委"),
        ("出台《政府督查工作实施细则》。", SlotKind.PROJECT, "《政府督查工作实施细则》"),
        ("总数突破3万家。", SlotKind.NUMBER, "3万家"),
        ("经营主体达到86万户。", SlotKind.NUMBER, "86万户"),
        ("资金达一千四百亿元。", SlotKind.NUMBER, "一千四百亿元"),
        ("每年减少四、五十亿元。", SlotKind.NUMBER, "四、五十亿元"),
        ("目标定为百分之八至九。", SlotKind.NUMBER, "百分之八至九"),
        ("油料增长一点二六倍。", SlotKind.NUMBER, "一点二六倍"),
        ("增长5%—5.5%。", SlotKind.NUMBER, "5%—5.5%"),
        ("累计开行1.7万列。", SlotKind.NUMBER, "1.7万列"),
        ("惠及71.3万监测对象。", SlotKind.NUMBER, "71.3万"),
        ("占全国的1/4以上。", SlotKind.NUMBER, "1/4以上"),
        ("升至全球第18位。", SlotKind.NUMBER, "全球第18位"),
        ("总量由第十位上升到第五位。", SlotKind.NUMBER, "第五位"),
        ("经济总量稳居世界第二位。", SlotKind.NUMBER, "世界第二位"),
        ("完成全国首笔河湖碳汇交易。", SlotKind.NUMBER, "全国首笔"),
        ("比重提高两个百分点。", SlotKind.NUMBER, "两个百分点"),
        ("培育7个千亿级产业集群。", SlotKind.NUMBER, "7个千亿级"),
        ("防洪标准由五年一遇提高。", SlotKind.NUMBER, "五年一遇"),
        ("先后开展两轮巡视。", SlotKind.NUMBER, "两轮"),
        ("可以节省出七十亿到一百亿元。", SlotKind.NUMBER, "七十亿到一百亿元"),
        ("前三季度增长5%。", SlotKind.DATE, "前三季度"),
        ("迈向２１世纪。", SlotKind.DATE, "２１世纪"),
        ("机构改革在一九八四年春季完成。", SlotKind.DATE, "一九八四年春季"),
        ("深入实施教育强省三年行动计划。", SlotKind.PROJECT, "教育强省三年行动计划"),
        ("推深做实零基预算改革2.0版。", SlotKind.PROJECT, "零基预算改革2.0版"),
        ("按照省委十次全会部署。", SlotKind.MEETING, "省委十次全会"),
        ("承办首届全国医保影像AI识图大赛。", SlotKind.MEETING, "首届全国医保影像AI识图大赛"),
        ("办好世界互联网大会数字丝路发展论坛。", SlotKind.MEETING, "世界互联网大会数字丝路发展论坛"),
        ("3个典型案例亮相联合国气候变化大会。", SlotKind.MEETING, "联合国气候变化大会"),
        ("加快辽西先导区建设。", SlotKind.PLACE, "辽西先导区"),
        ("推动岳阳城陵矶港扩建。", SlotKind.PLACE, "岳阳城陵矶港"),
        ("汲取孙大成、王立新涉嫌严重违纪违法案件教训。", SlotKind.PERSON, "孙大成、王立新"),
        ("经过八年持续努力，如期脱贫。", SlotKind.NUMBER, "八年"),
        ("打好夏秋季发展战役、冬春季攻保战役。", SlotKind.PROJECT, "冬春季攻保战役"),
        ("１９７９到１９８３年增长较快。", SlotKind.DATE, "１９７９到１９８３年"),
        ("今年１０月份开始。", SlotKind.DATE, "今年１０月份"),
        ("增加到1亿3千多万。", SlotKind.NUMBER, "1亿3千多万"),
        ("落实全国教育、科技、卫生工作会议精神。", SlotKind.MEETING, "全国教育、科技、卫生工作会议"),
        ("巩固提升稳疆固藏战略要地。", SlotKind.PROJECT, "稳疆固藏战略要地"),
        ("加快建成中部地区崛起的重要战略支点。", SlotKind.PROJECT, "中部地区崛起的重要战略支点"),
        ("一九八一和一九八二两年节约能源。", SlotKind.DATE, "一九八一和一九八二两年"),
        ("未来五到十年是关键期。", SlotKind.NUMBER, "五到十年"),
        ("代表江苏省人民政府向大会报告工作。", SlotKind.PLACE, "江苏省人民政府"),
        ("总量迈上4000亿元台阶。", SlotKind.NUMBER, "4000亿元"),
        ("湖泊水质稳定达到Ⅲ类。", SlotKind.NUMBER, "Ⅲ类"),
        ("到本世纪末的七年时间里。", SlotKind.NUMBER, "七年"),
        ("重点做好十方面工作。", SlotKind.NUMBER, "十方面"),
        ("打造“五型”开放新优势。", SlotKind.PROJECT, "“五型”"),
        ("推动长江经济带发展。", SlotKind.PLACE, "长江经济带"),
        ("推进向金门、马祖通水。", SlotKind.PLACE, "马祖"),
        ("开行4000班次，新建750千伏电网。", SlotKind.NUMBER, "4000班次"),
        ("成为全国第11个获批的城市。", SlotKind.NUMBER, "全国第11个"),
        ("四大主导产业占比提高。", SlotKind.PROJECT, "四大主导产业"),
        ("深刻汲取唐某健等严重违纪违法案件教训。", SlotKind.PERSON, "唐某健"),
        ("抗击超强台风“摩羯”。", SlotKind.MEETING, "“摩羯”"),
        ("做好全岛封关运作准备。", SlotKind.PROJECT, "全岛封关运作"),
        ("推进两岸融合发展示范区建设。", SlotKind.PLACE, "两岸融合发展示范区"),
        ("办好多彩贵州文化艺术节。", SlotKind.MEETING, "多彩贵州文化艺术节"),
        ("国家技术转移郑州中心启用。", SlotKind.ORGANISATION, "国家技术转移郑州中心"),
        ("31个省份有所下降。", SlotKind.NUMBER, "31个省份"),
        ("首批63个省重点实验室。", SlotKind.NUMBER, "63个"),
        ("建设100个乡村示范点。", SlotKind.NUMBER, "100个"),
        ("做好第四次全国农业普查。", SlotKind.MEETING, "第四次全国农业普查"),
        ("开展第三届全国人民代表大会学习。", SlotKind.MEETING, "第三届全国人民代表大会"),
        ("贯彻省委十一届九次、十次全会部署。", SlotKind.MEETING, "省委十一届九次、十次全会"),
        ("送电入豫工程。", SlotKind.PLACE, "豫"),
        ("深化京港合作。", SlotKind.PLACE, "京港"),
        ("向中央驻湘单位致敬。", SlotKind.PLACE, "湘"),
        ("治理黄河上游水土流失。", SlotKind.PLACE, "黄河上游"),
        ("支持曾都、下陆发展。", SlotKind.PLACE, "下陆"),
        ("通车里程延长，G331全线贯通。", SlotKind.PLACE, "G331"),
        ("带动“襄十随神”城市群发展。", SlotKind.PROJECT, "“襄十随神”"),
        ("织密“三纵九横、八河连通”水网。", SlotKind.PROJECT, "“三纵九横、八河连通”"),
        ("成为“校友回湘”的品牌。", SlotKind.PROJECT, "“校友回湘”"),
        ("扛起“走在前、挑大梁”使命。", SlotKind.PROJECT, "“走在前、挑大梁”"),
        ("实施“1+M+N”服务体系。", SlotKind.PROJECT, "“1+M+N”服务体系"),
        ("统筹推进城建六大攻坚行动。", SlotKind.PROJECT, "六大攻坚行动"),
        ("办好第八届省旅游产业发展大会。", SlotKind.MEETING, "第八届省旅游产业发展大会"),
        ("投洽会影响扩大。", SlotKind.MEETING, "投洽会"),
        ("深化县域经济发展突破年行动。", SlotKind.MEETING, "县域经济发展突破年行动"),
        ("里根总统来访。", SlotKind.PERSON, "里根总统"),
        ("学习孔繁森，李素丽、谭彦等同志的事迹。", SlotKind.PERSON, "李素丽、谭彦"),
        ("力争在八十年代末翻两番。", SlotKind.NUMBER, "翻两番"),
        ("力争在八十年代末翻两番。", SlotKind.DATE, "八十年代末"),
        ("今年一、二季度增长。", SlotKind.DATE, "今年一、二季度"),
        ("力争９０年代中期完成。", SlotKind.DATE, "９０年代中期"),
        ("三个月内办结。", SlotKind.NUMBER, "三个月"),
        ("审批时间压减一半以上。", SlotKind.NUMBER, "一半以上"),
        ("收入比缩小至2.1∶1。", SlotKind.NUMBER, "2.1∶1"),
        ("倍差从2.42缩小至2.12。", SlotKind.NUMBER, "2.42"),
        ("抓好以下四个方面工作。", SlotKind.NUMBER, "四个方面"),
        ("治理近千公里河道。", SlotKind.NUMBER, "千公里"),
        ("综合指数全国排名第八。", SlotKind.NUMBER, "第八"),
        ("落实“一带一路”国际合作高峰论坛成果。", SlotKind.MEETING, "“一带一路”国际合作高峰论坛"),
        ("粮食产量五连增，耕地面积5连增。", SlotKind.NUMBER, "5连增"),
        ("质量稳居全国第一方阵。", SlotKind.NUMBER, "全国第一方阵"),
        ("发展陇东南经济带。", SlotKind.PLACE, "陇东南经济带"),
        ("建设加快，开工同德至玛沁等公路。", SlotKind.PLACE, "同德至玛沁"),
        ("支援四川汶川灾区。", SlotKind.PLACE, "四川汶川"),
        ("代表江西省人民政府作报告。", SlotKind.PLACE, "江西省人民政府"),
        ("裁减二十八万人。", SlotKind.NUMBER, "二十八万人"),
        ("去年六千二百万平方米住宅。", SlotKind.NUMBER, "六千二百万平方米"),
        ("推广杞县大蒜。", SlotKind.PLACE, "杞县"),
        ("向兄弟市区学习。", SlotKind.LEVEL, "兄弟市区"),
        ("擦亮“最美乡愁”招牌。", SlotKind.PROJECT, "“最美乡愁”"),
        ("话剧《春到人间》上演。", SlotKind.PROJECT, "《春到人间》"),
        ("电影《春到人间》、《山海》热播。", SlotKind.PROJECT, "《春到人间》、《山海》"),
        ("《山海》等3部纪录片入选。", SlotKind.PROJECT, "《山海》"),
        ("覆盖农村5亿人口。", SlotKind.NUMBER, "5亿人口"),
        ("惠及2900多万家庭。", SlotKind.NUMBER, "2900多万"),
        ("新设企业1万6千多户。", SlotKind.NUMBER, "1万6千多户"),
        ("最低价每斤提高5到7元。", SlotKind.NUMBER, "5到7元"),
        ("份额提高2个多百分点。", SlotKind.NUMBER, "2个多百分点"),
        ("304个省列项目开工。", SlotKind.NUMBER, "304个"),
        ("由千分之七降到千分之五点一。", SlotKind.NUMBER, "千分之五点一"),
        ("出版四百五十六亿印张。", SlotKind.NUMBER, "四百五十六亿印张"),
        ("人口控制在十二亿以内。", SlotKind.NUMBER, "十二亿以内"),
        ("制定为期两年的计划。", SlotKind.DATE, "两年"),
        ("今年一月至九月，案件减少。", SlotKind.DATE, "今年一月至九月"),
        ("3月19日至20日召开。", SlotKind.DATE, "3月19日至20日"),
        ("保证1980、1981年计划完成。", SlotKind.DATE, "1980、1981年"),
        ("编制一九八一和一九八二两个年度计划。", SlotKind.DATE, "一九八一和一九八二两个年度"),
        ("在第26届奥运会上夺冠。", SlotKind.MEETING, "第26届奥运会"),
        ("荣获第18届文华节目奖。", SlotKind.MEETING, "第18届文华节目奖"),
        ("陇电入鲁工程投运。", SlotKind.PROJECT, "陇电入鲁工程"),
        ("推进合六、合淮、合滁产业走廊建设。", SlotKind.PLACE, "合六、合淮、合滁"),
        ("成为中部地区首个示范市。", SlotKind.PLACE, "中部地区"),
        ("天然气产能达到22亿方。", SlotKind.NUMBER, "22亿方"),
        ("太原地铁1号线开通。", SlotKind.PLACE, "太原地铁1号线"),
        ("实现五环路以内信号灯实时调度。", SlotKind.PLACE, "五环路"),
        ("推进防城港国际医学开放试验区建设。", SlotKind.PLACE, "防城港国际医学开放试验区"),
        ("岳阳港货物吞吐量稳居前列。", SlotKind.PLACE, "岳阳港"),
        ("成功举办十四届全运会。", SlotKind.MEETING, "十四届全运会"),
        ("支持巩义、永城等县城发展。", SlotKind.PLACE, "巩义"),
        ("“四侧”协同发力。", SlotKind.PROJECT, "“四侧”"),
        ("提升芜湖省域副中心能级。", SlotKind.PLACE, "芜湖省域副中心"),
        ("县域经济发展突破年行动效果显著。", SlotKind.MEETING, "县域经济发展突破年行动"),
        ("持续开展重大项目建设年活动。", SlotKind.MEETING, "重大项目建设年活动"),
        ("兰西“1小时经济圈”成型。", SlotKind.NUMBER, "“1小时经济圈”"),
        ("国务院出台十项措施。", SlotKind.NUMBER, "十项"),
        ("赴香港发行债券。", SlotKind.PLACE, "香港"),
        ("《山海情》热播。", SlotKind.PROJECT, "《山海情》"),
        ("中央、国务院两次召开全国再就业工作会议。", SlotKind.MEETING, "全国再就业工作会议"),
        ("深入开展第三轮回天行动。", SlotKind.PROJECT, "第三轮回天行动"),
        ("推进南宁吴圩机场T3航站区及配套设施工程。", SlotKind.PLACE, "T3航站区及配套设施工程"),
        ("打造文化强市、工业强市。", SlotKind.LEVEL, "文化强市"),
        ("深入实施产业兴市战略。", SlotKind.LEVEL, "产业兴市战略"),
        ("建成省美术馆。", SlotKind.ORGANISATION, "省美术馆"),
        ("落实“三量”工作。", SlotKind.PROJECT, "“三量”工作"),
        ("发展十大乡村特色产业。", SlotKind.PROJECT, "十大乡村特色产业"),
        ("释放五大开发区潜能。", SlotKind.PROJECT, "五大开发区"),
        ("区域总部在汉成立。", SlotKind.PLACE, "汉"),
        ("二十多位专家参加。", SlotKind.NUMBER, "二十多位"),
        ("开展活动近万场。", SlotKind.NUMBER, "万场"),
        ("我国三十二年来的增长。", SlotKind.NUMBER, "三十二年"),
        ("在本世纪的最后十年。", SlotKind.DATE, "本世纪的最后十年"),
        ("中部领先的地位更稳。", SlotKind.PLACE, "中部"),
        ("建党一百二十年来。", SlotKind.NUMBER, "一百二十年"),
        ("我省图书馆开放。", SlotKind.ORGANISATION, "我省图书馆"),
        ("办好十大实事。", SlotKind.PROJECT, "十大实事"),
        ("以“九治”为重点。", SlotKind.PROJECT, "“九治”"),
        ("建成全市首个基地。", SlotKind.NUMBER, "全市首个"),
        ("各市抓好落实。", SlotKind.LEVEL, "各市"),
        ("省委办公厅印发通知。", SlotKind.ORGANISATION, "省委办公厅"),
        ("由国务委员宋平作说明。", SlotKind.PERSON, "宋平"),
        ("委托副主任李人俊同志报告。", SlotKind.PERSON, "李人俊同志"),
        ("涌现出人民警察英雄杨春华、最美退役军人贾建东等。", SlotKind.PERSON, "杨春华"),
        ("抗击汶川特大地震。", SlotKind.MEETING, "汶川特大地震"),
        ("提升“一刻钟”居家养老服务圈质量。", SlotKind.PROJECT, "“一刻钟”居家养老服务圈"),
        ("近百场次演出。", SlotKind.NUMBER, "百场次"),
        ("20世纪最后十年。", SlotKind.DATE, "20世纪最后十年"),
        ("在第三轮找矿战略行动中。", SlotKind.NUMBER, "第三轮"),
        ("实施科技兴赣六大行动。", SlotKind.PROJECT, "科技兴赣六大行动"),
        ("免费手术2000例。", SlotKind.NUMBER, "2000例"),
        ("推动“五子”联动服务和融入新发展格局。", SlotKind.PROJECT, "“五子”联动"),
    ],
)
def test_what_belongs_to_one_meeting_is_a_slot(text: str, kind: SlotKind, words: str) -> None:
    assert (kind, words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "加快实施“走出去”战略。",
        "推进“三北”工程。",
        "严格“三管三必须”。",
        "发展乡镇企业。",
        "惠民政策落地，大通道加快建设。",
        "进出口货物先经江苏南部再转运。",
        "实现“零的突破”。",
        "深化“三医协同”，做好“五篇大文章”。",
        "坚持“一企一策”，实施“人工智能+”行动。",
        "创建国家历史文化名城和国家生态文明建设示范区。",
        "完善资本市场体系，扩大同城化效应。",
        "严格长江十年禁渔，美丽河湖越来越多。",
        "多式联运“一单制”扩大试点。",
        "每千人口拥有3岁以下婴幼儿托位数提高，５岁以下儿童死亡率下降。",
        "发扬“十年磨一剑”精神，56个民族一家亲。",
        "入选全国第一批美丽城市，用好“一站式”服务。",
        "岱青海蓝，画出最大同心圆，滨海城市带成形。",
        "打造一批工业大县、农业强县、旅游名县、特色产业县。",
        "提高医保定点服务水平，其中粮食增产，铁路航空客运增长。",
        "建成储能电站。",
        "几十万个企业需要改造，多耗煤几千万吨。",
        "隆重庆祝国庆，向兄弟省区市学习，参加上海合作组织。",
        "整治债务高风险地区政府投资。",
        "统筹好中南部县域发展。",
        "非首都功能有序疏解，复合肥料和我国能源增产，技术攻关中有突破。",
        "一些县、边境县、项目县和攻坚县先行。",
        "加固大江大河堤防，安全重于泰山。",
        "获批Ⅰ类创新药。",
        "做好对口援藏援疆工作，振兴“三大球”。",
        "政府机关中存在形式主义。",
        "向香港特别行政区同胞、澳门特别行政区同胞、台湾同胞致谢。",
        "实施中华优秀传统文化传承发展工程。",
        "把旅游业打造成为支柱产业、民生产业、幸福产业。",
        "落实“四个不摘”，科学划定“三区三线”，办好“一件事一次办”。",
        "五十六个民族共同团结奋斗。",
        "产量增长百分之几十。",
        "这是历史经验的科学总结。",
        "做好“三农”工作，纠治“四风”，促进“三交”，培育“四上”企业。",
        "一批县医院、一大批县中医院达标，每县人民医院都有。",
        "弘扬“五四”精神，治理“三废”，抓好“三夏”，“六一”放假，建好“七彩”校园。",
        "节省档案馆开支，建好社区图书馆、城市图书馆。",
        "服务国家五大战略。",
        "做好退役军人安置和帮扶，英雄高尚，副主任和委员出席，副主席向大会致辞，抗击特大地震。",
    ],
)
def test_national_wording_and_chance_names_are_no_slots(text: str) -> None:
    assert [words for kind, words in found(text) if words != "江苏" and kind is not SlotKind.LEVEL] == []


@pytest.mark.parametrize(
    "text",
    [
        "发展县乡产业。",
        "建强乡镇（街道）。",
        "健全市域治理。",
        "完善资本市场。",
        "支持自治区级平台。",
        "治理入海河流。",
    ],
)
def test_general_levels_are_no_slots(text: str) -> None:
    assert found(text) == []


def test_years_before_a_word_for_counties_are_no_county() -> None:
    assert found("延包30年整县试点。") == [(SlotKind.NUMBER, "30年")]


def test_a_level_in_a_speech_to_the_whole_country_is_no_slot() -> None:
    texts = ("我国经济向好，全国都要努力。" * 6, "支持省级统筹和县级财力。")
    blocks = tuple(Block(BlockKind.BODY, text) for text in texts)
    assert mine_speech(Speech(None, None, None, None, blocks)).speech.blocks[1].slots == ()


def test_a_slogan_in_a_speech_to_the_whole_country_is_no_slot() -> None:
    slogan = "实施“丰收计划”工程，建设试点。"
    country = tuple(Block(BlockKind.BODY, text) for text in ("我国经济向好，全国都要努力。" * 6, slogan))
    city = tuple(Block(BlockKind.BODY, text) for text in ("全市上下要努力，我市要争先。" * 6, slogan))
    kinds = [
        {slot.kind for slot in mine_speech(Speech(None, None, None, None, blocks)).speech.blocks[1].slots}
        for blocks in (country, city)
    ]
    assert SlotKind.PROJECT not in kinds[0]
    assert SlotKind.PROJECT in kinds[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("xx州长批示。", "xx州长"),
        ("**同志传达。", "**同志"),
        ("ＸＸ书记强调。", "ＸＸ书记"),
        ("××区作发言。", "××区"),
        ("在○○调研。", "○○"),
        ("○○○市发言。", "○○○市"),
        ("△△镇和某某县发言。", "△△镇"),
        ("△△镇和某某县发言。", "某某县"),
        ("×××××××××××县发言。", "×××××××××××县"),
        ("xx3县政府发言。", "xx3县"),
        ("推进“XX战略”。", "“XX战略”"),
        ("建设美丽X建设。", "美丽X建设"),
        ("共****件。", "****件"),
    ],
)
def test_masks_of_any_shape_and_length_are_slots(text: str, words: str) -> None:
    slots = [slot for slot in find_slots(text, "州") if slot.masked]
    assert words in [slot.text for slot in slots]


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”、坚定“四个自信”，做到“两个维护”。",
        "习近平总书记强调。",
        "以习近平新时代中国特色社会主义思想为指导。",
        "心怀“国之大者”。",
        "城市建设和市场主体。",
        "平衡水平，重大理论，长治久安，经济南北差异。",
        "X光检查。",
        "一九八○年以来。",
        "提升“三办”“三服务”水平。",
        "建设宜居的大城市和都市圈。",
        "增进团结与友谊。",
        "扩大同发达国家的共同利益。",
        "走进千家万户，两手都要硬。",
        "推进民族团结进步创建。",
    ],
)
def test_national_wording_and_chance_are_no_slots(text: str) -> None:
    assert not [slot for slot in find_slots(text, "市") if slot.kind is not SlotKind.DATE]


@pytest.mark.parametrize(
    "text",
    [
        "党的十九届二中、三中全会决定。",
        "在以江泽民同志为核心的党中央领导下。",
        "制定“九五”计划。",
        "完成第六个五年计划。",
        "中国共产党十一届三中全会以来。",
        "中国共产党全国代表会议通过。",
        "党的第十二次全国代表大会提出任务。",
        "在党的十五大、十六大精神指引下。",
        "贯彻中共十四大精神。",
        "落实党的二十大改革任务。",
    ],
)
def test_what_names_a_time_of_the_nation_is_marked(text: str) -> None:
    assert [slot for slot in find_slots(text, "市") if slot.time_bound]


@pytest.mark.parametrize("text", ["迎接党的二十大胜利召开。", "今年是“十四五”开局之年。", "打赢脱贫攻坚战。"])
def test_national_wording_bound_to_a_date_is_marked(text: str) -> None:
    assert [slot for slot in find_slots(text, "市") if slot.time_bound]


def test_names_that_only_their_list_tells_are_left_out_where_no_dictionary_may_be_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "推进卡阳、松如沟等14个电网工程。"
    assert (SlotKind.PLACE, "松如沟") in found(text)
    monkeypatch.delattr("speechdesk.mining.listed.is_word")
    assert [slot.text for slot in find_slots(text, listed=False)] == ["14个"]


def test_a_part_of_a_paragraph_is_looked_through_without_a_dictionary(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "推进卡阳、松如沟等14个电网工程。"
    whole = (Slot(0, len(text), SlotKind.PROJECT, text),)
    monkeypatch.delattr("speechdesk.mining.listed.is_word")
    cut = slots_of_part(text, whole, len("推进"), len(text))
    assert [slot.text for slot in cut] == ["14个"]


def test_a_plan_is_bound_to_its_time_to_its_end() -> None:
    (slot,) = find_slots("“五五”末期出现赤字。")
    assert (slot.text, slot.time_bound) == ("“五五”末期", True)


def test_learned_words_are_slots_wherever_they_stand() -> None:
    text = "全市看云 麓，云麓看明天。"
    slots = add_slots(text, find_slots(text, "市"), [LearnedSlot("云麓", SlotKind.PLACE)])
    assert [slot.text for slot in slots] == ["全市", "云 麓", "云麓"]
    assert all(text[slot.start : slot.end] == slot.text for slot in slots)


def test_learned_words_are_no_slots_inside_fixed_wording() -> None:
    assert add_slots("增强“四个意识”。", (), [LearnedSlot("意识", SlotKind.PROJECT)]) == ()


def test_slots_within_a_span_count_from_its_start() -> None:
    text = "好。全市要抓。"
    (slot,) = slots_within(find_slots(text, "市"), 2, len(text))
    assert (slot.start, slot.end, slot.text) == (0, 2, "全市")


def test_the_level_of_a_speech_is_the_one_it_speaks_for() -> None:
    blocks = (Block(BlockKind.BODY, "全州要落实省委省政府和州委州政府部署，我州各县全力以赴。全州一条心。"),)
    assert speech_level(Speech(None, None, None, None, blocks)) == "州"
    assert speech_level(Speech(None, None, None, None, (Block(BlockKind.BODY, "同志们。"),))) == ""


@given(
    st.text(alphabet="全市州委政府xx发贵长“三大战略”2026年3月 第一次会议，。", max_size=50),
    st.sampled_from(["", "市", "州"]),
)
def test_slots_are_apart_and_in_order_and_say_their_text(text: str, level: str) -> None:
    end = 0
    for slot in find_slots(text, level):
        assert end <= slot.start < slot.end
        assert text[slot.start : slot.end] == slot.text
        end = slot.end


@pytest.mark.parametrize("speech", annotated_speeches(), ids=str)
def test_nearly_all_annotated_slots_of_the_seeds_are_found(speech: Annotated) -> None:
    mined = mine_speech(speech.read())
    missed: list[str] = []
    for number, words in speech.slots:
        block = mined.speech.blocks[number]
        compact = "".join(block.text.split())
        covered = "".join("".join(slot.text.split()) for slot in block.slots)
        assert words in compact
        if words not in covered and not any("".join(slot.text.split()) in words for slot in block.slots):
            missed.append(words)
    assert len(missed) <= 0.1 * len(speech.slots), missed


def test_a_part_that_cuts_a_meeting_keeps_the_level_in_it() -> None:
    text = "今天，召开全州政府系统办公室工作会议，研究xx县工作。"
    slots = find_slots(text, "州")
    end = text.index("会议")
    part = slots_of_part(text, slots, 3, end, "州")
    assert [(text[3:end][slot.start : slot.end], slot.kind) for slot in part] == [("全州", SlotKind.LEVEL)]
    assert slots_of_part(text, slots, 0, len(text), "州") == slots


def test_a_society_is_no_meeting() -> None:
    (slot,) = find_slots("全面建成小康社会取得胜利。")
    assert (slot.kind, slot.text, slot.time_bound) == (SlotKind.PROJECT, "全面建成小康社会", True)
