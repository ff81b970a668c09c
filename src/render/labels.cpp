#include "labels.h"

namespace digest {
namespace {

constexpr Labels english = {
    .research = "🔬 Research",
    .why = "❓Why →",
    .insights = "💡Key insights →",
    .by = "By ",
    .source = "Source: ",
    .figure = "figure",
    .figure_alt = "Figure",
    .figure_of_paper = "Figure {} of the paper",
    .colon = ": ",
    .comma = ", ",
    .stop = ".",
    .related = "Other recent work on this: ",
    .list_comma = ", ",
    .last_and = " and ",
    .pick_here = " (no. {} here)",
    .open_bracket = " (",
    .close_bracket = ")",
    .dash = " — ",
    .references = "References:",
    .references_heading = "References",
    .trends = "📈 Trends",
    .trends_note = "Terms in titles and abstracts; the months before are scaled to the size of this one.",
    .chart_alt = "Chart of the terms that rose and fell",
    .rising = "rose: {} papers, {} before (×{})",
    .falling = "fell: {} papers, {} before (×{})",
    .risen_from_nothing = "is new: {} papers",
    .near_misses = "🥈 Runners-up",
    .this_month = "this month",
    .before = "before",
};

constexpr Labels chinese = {
    .research = "🔬 研究",
    .why = "❓为什么 →",
    .insights = "💡关键见解 →",
    .by = "作者：",
    .source = "来源：",
    .figure = "图",
    .figure_alt = "图",
    .figure_of_paper = "论文图 {}",
    .colon = "：",
    .comma = "，",
    .stop = "。",
    .related = "近期相关工作：",
    .list_comma = "、",
    .last_and = " 和 ",
    .pick_here = "（本期第 {} 篇）",
    .open_bracket = "（",
    .close_bracket = "）",
    .dash = "——",
    .references = "参考文献：",
    .references_heading = "参考文献",
    .trends = "📈 趋势",
    .trends_note = "标题和摘要中的词语；此前月份的数量按本月规模折算。",
    .chart_alt = "上升与下降词语的图表",
    .rising = "上升：{} 篇，此前 {} 篇（×{}）",
    .falling = "下降：{} 篇，此前 {} 篇（×{}）",
    .risen_from_nothing = "新出现：{} 篇",
    .near_misses = "🥈 入围论文",
    .this_month = "本月",
    .before = "此前",
};

}  // namespace

const Labels& labels_of(Language language) {
    return language == Language::chinese ? chinese : english;
}

}  // namespace digest
