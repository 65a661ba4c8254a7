/* SPDX-License-Identifier: MIT
 *
 * One table row per thing. Street and road names are poetry, not geography.
 */
#include "core/demo/place.h"

#include "core/base/text.h"

const struct district place_districts[PLACE_DISTRICTS] = {
	{"339901", "城东区", "演示市公安局城东分局"},
	{"339902", "城西区", "演示市公安局城西分局"},
	{"339921", "山前县", "山前县公安局"},
};

const struct street place_streets[PLACE_STREETS] = {
	{0, "001", "晨光街道", "晨光派出所", {"启明路", "晓钟路", "日升巷"}},
	{0, "002", "春晓街道", "春晓派出所", {"柳烟路", "花溪路", "燕语巷"}},
	{0, "003", "东篱街道", "东篱派出所", {"采菊路", "悠然路", "归鸟巷"}},
	{1, "001", "暮云街道", "暮云派出所", {"落霞路", "孤鹜路", "渔唱巷"}},
	{1, "002", "秋水街道", "秋水派出所", {"长天路", "蒹葭路", "白露巷"}},
	{1, "003", "西岭街道", "西岭派出所", {"千秋路", "含雪路", "泊船巷"}},
	{2, "101", "松风镇", "松风派出所", {"松风路", "听涛路", "石阶巷"}},
	{2, "102", "清溪镇", "清溪派出所", {"清溪路", "浣石路", "渡口巷"}},
	{2, "201", "白石乡", "白石派出所", {"白石路", "茶园路", "竹里巷"}},
};

const struct body place_authorities[AUTH_COUNT] = {
	[AUTH_POLICE] = {"11339900MB9D00017F", "演示市公安局"},
	[AUTH_MARKET] = {"11339900MB9D00025A", "演示市市场监督管理局"},
	[AUTH_LABOUR] = {"11339900MB9D000335", "演示市人力资源和社会保障局"},
	[AUTH_INSURANCE] = {"11339900MB9D000410", "演示市医疗保障局"},
	[AUTH_HEALTH] = {"11339900MB9D0005XP", "演示市卫生健康委员会"},
	[AUTH_CIVIL] = {"11339900MB9D00068P", "演示市民政局"},
	[AUTH_LAND] = {"11339900MB9D00076J", "演示市自然资源和规划局"},
	[AUTH_HOUSING] = {"11339900MB9D00084D", "演示市住房和城乡建设局"},
	[AUTH_PLANNING] = {"11339900MB9D000928", "演示市发展和改革委员会"},
	[AUTH_TRANSPORT] = {"11339900MB9D00105X", "演示市交通运输局"},
	[AUTH_TAX] = {"11339900MB9D00113Q", "演示市税务局"},
	[AUTH_FUND] = {"11339900MB9D00121K", "演示市住房公积金管理中心"},
	[AUTH_DATA] = {"11339900MB9D0013XB", "演示市大数据发展管理局"},
	[AUTH_HOTLINE] = {"11339900MB9D00148B", "演示市12345热线中心"},
	[AUTH_TRADING] = {"11339900MB9D001566", "演示市公共资源交易中心"},
	[AUTH_PRICE] = {"11339900MB9D001641", "演示市物价局"},
	/* The city has no code of its own for education: the data office keeps its licences. */
	[AUTH_EDUCATION] = {"11339900MB9D0013XB", "演示市教育局"},
};

/* As in the replaceable demo table of hospitals. */
const struct hospital place_hospitals[PLACE_HOSPITALS] = {
	{"3399001", "演示市人民医院", true},
	{"3399002", "演示市妇幼保健院", true},
	{"3399003", "城东区中心医院", true},
	{"3399004", "城西区中医院", false},
	{"3399005", "山前县人民医院", true},
};

const struct school place_schools[PLACE_SCHOOLS] = {
	{"2133990101", "城东区启明小学", 0, SCHOOL_PRIMARY},
	{"2133990201", "城西区秋水小学", 1, SCHOOL_PRIMARY},
	{"2133992101", "山前县清溪小学", 2, SCHOOL_PRIMARY},
	{"3133990101", "城东区春晓初级中学", 0, SCHOOL_JUNIOR},
	{"3133990201", "城西区落霞初级中学", 1, SCHOOL_JUNIOR},
	{"3133992101", "山前县松风初级中学", 2, SCHOOL_JUNIOR},
	{"3233990101", "演示市第一高级中学", 0, SCHOOL_SENIOR},
	{"3233990201", "演示市第二高级中学", 1, SCHOOL_SENIOR},
	{"3233992101", "山前县高级中学", 2, SCHOOL_SENIOR},
	{"3633990001", "演示市职业技术学校", -1, SCHOOL_SENIOR},
	{"4133990001", "演示大学", -1, SCHOOL_COLLEGE},
	{"4133990002", "演示师范学院", -1, SCHOOL_COLLEGE},
	{"4133990003", "演示职业技术学院", -1, SCHOOL_COLLEGE},
};

const struct body place_banks[PLACE_BANKS] = {
	{"102", "中国工商银行"},
	{"103", "中国农业银行"},
	{"104", "中国银行"},
	{"105", "中国建设银行"},
	{"403", "中国邮政储蓄银行"},
};

const char *const place_clinics[PLACE_CLINICS] = {
	"晨光街道社区卫生服务中心",
	"秋水街道社区卫生服务中心",
	"清溪镇卫生院",
};

const char *place_region(const struct spot *s)
{
	return place_districts[place_streets[s->street].district].region;
}

void place_address(const struct spot *s, char out[ADDRESS_SIZE])
{
	const struct street *street = &place_streets[s->street];
	const char *district = place_districts[street->district].name;
	const char *road = street->roads[s->road];

	if (s->building)
		text_format(out, ADDRESS_SIZE, "演示市%s%s%s%d号%d幢%d单元%d室", district,
			street->name, road, s->number, s->building, s->unit, s->room);
	else
		text_format(out, ADDRESS_SIZE, "演示市%s%s%s%d号%d室", district, street->name, road,
			s->number, s->room);
}

void place_code(const struct spot *s, char out[ADDRESS_CODE_SIZE])
{
	text_format(out, ADDRESS_CODE_SIZE, "%s%s%03d%04d%02d%d%04d", place_region(s),
		place_streets[s->street].code, s->road + 1, s->number, s->building, s->unit,
		s->room);
}

/* Cadastral area and sub-area, GB land, parcel, F for a building, then the unit. */
void place_unit_no(const struct spot *s, char out[UNIT_NO_SIZE])
{
	text_format(out, UNIT_NO_SIZE, "%s%s%03dGB%05dF%02d%02d%04d", place_region(s),
		place_streets[s->street].code, s->road + 1, s->number, s->building, s->unit,
		s->room);
}

void place_point(const struct spot *s, int *x, int *y)
{
	*x = 40000 + place_streets[s->street].district * 9000 + s->street * 800 + s->number * 6;
	*y = 20000 + s->road * 2500 + s->building * 45 + s->street * 300;
}
