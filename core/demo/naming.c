/* SPDX-License-Identifier: MIT
 *
 * Everybody is invented; that a common name is also borne by somebody cannot be helped.
 */
#include "core/demo/naming.h"

#include <string.h>

#include "core/base/text.h"

/* Formatted by hand: a name a line would be 400 lines. */
/* clang-format off */
static const char *const surnames[] = {
	"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭",
	"何", "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "韩", "邓", "冯", "曹", "彭", "潘",
	"沈", "袁", "董", "余", "苏", "叶", "吕", "魏", "蒋", "田", "杜", "丁", "程", "姚", "卢", "傅",
	"钟", "姜", "崔", "谭", "廖", "范", "汪", "陆", "金", "石", "戴", "贾", "韦", "夏", "邱", "方",
	"侯", "邹", "熊", "孟", "秦", "白", "江", "阎", "薛", "尹", "段", "雷", "龙", "陶", "贺", "毛",
};
static const char *const rare_surnames[] = {
	"欧阳", "上官", "司徒", "诸葛", "尉迟", "令狐", "慕容", "皇甫", "长孙", "澹台", "万俟", "司马",
	"单",   "仇",   "解",   "查",   "曾",   "区",   "覃",   "盖",   "朴",   "逄",   "乜",   "缪",
};
static const char *const men_one[] = {
	"伟", "强", "磊", "军", "勇", "杰", "涛", "斌", "波", "辉", "刚", "健", "浩", "凯", "鹏", "亮",
};
static const char *const women_one[] = {
	"芳", "娜", "敏", "静", "丽", "艳", "娟", "霞", "燕", "玲", "雪", "婷", "慧", "莹", "洁", "琳",
};
static const char *const first[] = {
	"文", "志", "明", "国", "建", "海", "永", "春", "德", "庆", "家", "子", "思", "天", "雨", "晓",
	"一", "新", "立", "宏", "嘉", "景", "若", "予", "云", "安", "星", "清", "向", "乐", "启", "书",
};
static const char *const men_last[] = {
	"山", "峰", "林", "轩", "阳", "宇", "航", "成", "平", "川", "远", "宁", "松", "华", "民", "生",
	"泽", "辰", "恒", "毅", "良", "东", "舟", "驰",
};
static const char *const women_last[] = {
	"梅", "兰", "英", "萍", "月", "琴", "芬", "珍", "怡", "涵", "悦", "欣", "茹", "彤", "瑶", "妍",
	"萱", "岚", "荷", "薇", "晴", "雯", "竹", "禾",
};
/* Written rarely, typed hardly: extensions A, B and E, and some that fail in GBK. */
static const char *const rare_given[] = {
	"䶮", "𬱖", "㐂", "𠮷", "𬍛", "昺", "玥", "翀", "堃", "祎", "垚", "翯", "頔", "𬭎", "赟", "彧",
};
static const char *const dotted_men[] = {
	"艾力", "买买提", "吐尔逊", "阿不都", "库尔班", "依明", "哈力克", "木拉提", "叶尔兰", "赛力克",
};
static const char *const dotted_women[] = {
	"阿依古丽", "热依汗", "古丽娜尔", "帕提曼", "米热依", "阿依努尔", "迪丽努尔", "玛依拉",
};
/* No surname and no dot: the given name is the whole name. */
static const char *const plain_men[] = {
	"扎西顿珠", "多吉", "次仁平措", "朝鲁", "巴图", "格桑罗布", "乌力吉", "旦增",
};
static const char *const plain_women[] = {
	"卓玛", "央金拉姆", "其其格", "白玛曲珍", "萨仁", "德吉", "乌云", "格桑美朵",
};
static const char *const with_surname[] = { "03", "06", "08", "09", "11", "12", "15", "22" };
static const char *const dotted[] = { "05", "17" };
static const char *const plain[] = { "04", "02" };

/* clang-format on */

static const char *pick(struct stream *s, const char *const *from, size_t n)
{
	return from[stream_below(s, (uint32_t)n)];
}
#define PICK(s, table) pick((s), (table), COUNT_OF(table))

static bool among(const char *code, const char *const *codes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(code, codes[i]))
			return true;
	return false;
}

struct lineage naming_lineage(struct stream *s)
{
	uint32_t dice = stream_below(s, 100);

	if (dice < 86)
		return (struct lineage){PICK(s, surnames), "01"};
	if (dice < 92)
		return (struct lineage){PICK(s, rare_surnames), "01"};
	if (dice < 96)
		return (struct lineage){PICK(s, surnames), PICK(s, with_surname)};
	if (dice < 98)
		return (struct lineage){"", PICK(s, dotted)};
	return (struct lineage){"", PICK(s, plain)};
}

/* The father's own given name, without his father's after the dot. */
static void given_of(const char *name, char out[PERSON_NAME_SIZE])
{
	const char *dot = strstr(name, "·");

	text_copyn(out, PERSON_NAME_SIZE, name, dot ? (size_t)(dot - name) : strlen(name));
}

static void name_dotted(struct stream *s, char sex, const char *father, char out[PERSON_NAME_SIZE])
{
	char after[PERSON_NAME_SIZE];

	given_of(father && strstr(father, "·") ? father : PICK(s, dotted_men), after);
	text_format(out, PERSON_NAME_SIZE, "%s·%s",
		sex == '1' ? PICK(s, dotted_men) : PICK(s, dotted_women), after);
}

void naming_person(struct stream *s, struct lineage l, char sex, const char *father,
	char out[PERSON_NAME_SIZE])
{
	bool man = sex == '1';
	uint32_t dice = stream_below(s, 100);

	if (!*l.surname && among(l.ethnic, dotted, COUNT_OF(dotted))) {
		name_dotted(s, sex, father, out);
		return;
	}
	if (!*l.surname) {
		text_copy(out, PERSON_NAME_SIZE, man ? PICK(s, plain_men) : PICK(s, plain_women));
		return;
	}
	if (dice < 3)
		text_format(out, PERSON_NAME_SIZE, "%s%s", l.surname, PICK(s, rare_given));
	else if (dice < 5)
		text_format(out, PERSON_NAME_SIZE, "%s%s%s", l.surname, PICK(s, first),
			PICK(s, rare_given));
	else if (dice < 25)
		text_format(out, PERSON_NAME_SIZE, "%s%s", l.surname,
			man ? PICK(s, men_one) : PICK(s, women_one));
	else
		text_format(out, PERSON_NAME_SIZE, "%s%s%s", l.surname, PICK(s, first),
			man ? PICK(s, men_last) : PICK(s, women_last));
}

void naming_trade(int serial, char out[8])
{
	/* clang-format off */
	static const char *const head[] = {
		"云", "海", "星", "恒", "瑞", "嘉", "新", "启", "明", "远", "盛", "和", "华", "鼎", "安", "泰",
		"禾", "木", "金", "青", "春", "秋", "松", "竹", "石", "溪", "山", "川", "晨", "朗", "锦", "福",
	};
	static const char *const tail[] = {
		"帆", "达", "源", "丰", "禾", "诚", "润", "景", "辉", "昌", "舟", "通", "腾", "博", "信", "宁",
		"悦", "品", "坊", "谷", "岸", "桥", "田", "园", "弘", "利", "德", "佳", "众", "凯", "越", "顺",
	};
	/* clang-format on */
	int h = serial % (int)COUNT_OF(head);
	int t = (serial / (int)COUNT_OF(head) + serial * 7) % (int)COUNT_OF(tail);

	text_format(out, 8, "%s%s", head[h], tail[t]);
}
