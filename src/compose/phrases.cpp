#include "digest/compose/phrases.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "digest/base/ascii.h"
#include "digest/base/numbers.h"
#include "digest/model/observation.h"
#include "digest/model/signal_table.h"
#include "digest/text/evidence_words.h"

namespace digest {
namespace {

struct Named {
    std::string_view key;
    std::string_view english;
    std::string_view chinese;
};

constexpr auto category_names = std::to_array<Named>({
    {"cs.AI", "artificial intelligence", "人工智能"},
    {"cs.CL", "computation and language", "计算与语言"},
    {"cs.CV", "computer vision", "计算机视觉"},
    {"cs.LG", "machine learning", "机器学习"},
    {"cs.IR", "information retrieval", "信息检索"},
    {"cs.RO", "robotics", "机器人"},
    {"cs.NE", "neural and evolutionary computing", "神经与进化计算"},
    {"cs.MA", "multiagent systems", "多智能体系统"},
    {"cs.HC", "human-computer interaction", "人机交互"},
    {"cs.CR", "cryptography and security", "密码与安全"},
    {"cs.SE", "software engineering", "软件工程"},
    {"cs.DC", "distributed computing", "分布式计算"},
    {"cs.CY", "computers and society", "计算机与社会"},
    {"cs.GR", "graphics", "图形学"},
    {"cs.MM", "multimedia", "多媒体"},
    {"cs.SD", "sound", "声音"},
    {"cs.SI", "social and information networks", "社会与信息网络"},
    {"cs.DB", "databases", "数据库"},
    {"cs.PL", "programming languages", "编程语言"},
    {"cs.AR", "hardware architecture", "硬件体系结构"},
    {"stat.ML", "statistical machine learning", "统计机器学习"},
    {"eess.AS", "audio and speech processing", "音频与语音处理"},
    {"eess.IV", "image and video processing", "图像与视频处理"},
    {"eess.SP", "signal processing", "信号处理"},
    {"eess.SY", "systems and control", "系统与控制"},
    {"math.OC", "optimisation and control", "优化与控制"},
    {"quant-ph", "quantum physics", "量子物理"},
});

constexpr auto service_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"semantic_scholar", "Semantic Scholar"},
    {"openalex", "OpenAlex"},
    {"hugging_face", "Hugging Face"},
    {"hacker_news", "Hacker News"},
    {"github", "GitHub"},
});

constexpr auto metric_names = std::to_array<Named>({
    {"citations", "citation counts", "引用数"},
    {"influential_citations", "influential citations", "有影响的引用数"},
    {"h_indexes", "h-indexes", "h 指数"},
    {"upvotes", "upvotes", "点赞数"},
    {"points", "points", "得分"},
    {"stars", "stars", "星标数"},
    {"author_citations", "authors' citation counts", "作者引用数"},
});

template <std::size_t count>
std::string name_in(const std::array<Named, count>& names, std::string_view key, bool chinese) {
    const auto* found = std::find_if(names.begin(), names.end(), [&](const Named& named) { return named.key == key; });
    return found == names.end() ? plain_name(key) : std::string(chinese ? found->chinese : found->english);
}

/// How a signal ranked the candidates.
std::string ranked_by(std::string_view signal, bool chinese) {
    const SignalRow* row = find_signal_row(signal);
    return row == nullptr ? plain_name(signal) : std::string(chinese ? row->chinese : row->english);
}

std::string with_capital_first(std::string text) {
    if (!text.empty() && is_lower(text[0])) {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
    return text;
}

constexpr auto small_numbers =
    std::to_array<std::string_view>({"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"});

}  // namespace

std::string category_name(std::string_view category, bool chinese) {
    const auto* found = std::find_if(category_names.begin(), category_names.end(),
                                     [&](const Named& named) { return named.key == category; });
    return found == category_names.end() ? std::string(category)
                                         : std::string(chinese ? found->chinese : found->english);
}

std::string service_name(std::string_view service) {
    for (const auto& [key, name] : service_names) {
        if (key == service) {
            return std::string(name);
        }
    }
    return replaced(std::string(service), "_", " ");
}

std::string Phrases::day(Day day) const {
    return chinese_ ? chinese_day(day) : long_day(day);
}

std::string Phrases::list(const std::vector<std::string>& items) const {
    // "multimodal models, and efficiency and systems"
    const std::size_t tail = items.size() - std::min<std::size_t>(items.size(), 2);
    const bool holds_and = std::any_of(items.begin() + static_cast<std::ptrdiff_t>(tail), items.end(),
                                       [](const std::string& item) { return item.find(" and ") != std::string::npos; });
    const std::string_view last = chinese_ ? "和" : holds_and ? ", and " : " and ";
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) {
            text += i + 1 == items.size() ? last : chinese_ ? "、" : ", ";
        }
        text += items[i];
    }
    return text;
}

std::string Phrases::number(int value) const {
    return with_thousands(value);
}

std::string Phrases::span(Day first, Day last) const {
    if (chinese_) {
        return first == last ? day(first) : day(first) + "至 " + day(last);
    }
    return first == last ? "on " + day(first) : fmt::format("from {} to {}", day(first), day(last));
}

std::string Phrases::edition_name(const EditionKey& key) const {
    if (chinese_) {
        return fmt::format("{} 年 {} 月", key.month.year, key.month.month);
    }
    return fmt::format("{} {}", key.month.english_name(), key.month.year);
}

std::string Phrases::title(std::string_view pattern, const EditionKey& key) const {
    constexpr std::string_view standard = "Best of arXiv — {month} {year}";
    std::string text = chinese_ && pattern == standard ? "arXiv 最佳 — {year} 年 {month} 月" : std::string(pattern);
    text = replaced(std::move(text), "{month}", chinese_ ? std::to_string(key.month.month) : key.month.english_name());
    return replaced(std::move(text), "{year}", std::to_string(key.month.year));
}

std::string Phrases::subtitle(const std::vector<std::string>& topics) const {
    constexpr std::size_t shown = 5;
    std::string text = chinese_ ? "每月 ML 论文精选" : "A monthly selection of ML papers";
    if (topics.empty()) {
        return text;
    }
    text += chinese_ ? "：" : ": ";
    if (topics.size() <= shown) {
        return text + list(topics);
    }
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) {
            text += chinese_ ? "、" : ", ";
        }
        text += topics[i];
    }
    return text + (chinese_ ? "等" : " and more");
}

std::string Phrases::looks_back(const Window& window) const {
    const std::string dates = span(window.from, window.last_day());
    if (chinese_) {
        return fmt::format("本期回顾 {}首次提交到 arXiv 的论文。", dates);
    }
    return fmt::format("This edition looks back on the papers first submitted to arXiv {}.", dates);
}

std::string Phrases::size(int considered, bool sample, const std::vector<std::pair<std::string, int>>& largest) const {
    std::vector<std::string> parts;
    for (const auto& [category, count] : largest) {
        parts.push_back(chinese_ ? fmt::format("{}（{} 篇）", category_name(category, true), number(count))
                                 : fmt::format("{} ({})", category_name(category, false), number(count)));
    }
    if (chinese_) {
        std::string text = sample ? fmt::format("样例共有 {} 篇", number(considered))
                                  : fmt::format("共考察 {} 篇", number(considered));
        return text + (parts.empty() ? "。" : "，其中以" + list(parts) + "最多。");
    }
    std::string text = sample            ? fmt::format("The sample holds {} of them", number(considered))
                       : considered == 1 ? std::string("One paper was considered")
                                         : fmt::format("{} were considered", number(considered));
    if (!parts.empty()) {
        text += ", most on " + list(parts);
    }
    return text + ".";
}

std::string Phrases::rose(const std::vector<std::pair<std::string, int>>& terms) const {
    std::vector<std::string> parts;
    for (const auto& [term, papers] : terms) {
        parts.push_back(chinese_ ? fmt::format("{}（{} 篇）", term, number(papers))
                                 : fmt::format("{} ({} papers)", term, number(papers)));
    }
    if (chinese_) {
        return "与前几个月相比，提到更多的有：" + list(parts) + "。";
    }
    return fmt::format("More papers than in the months before speak of {}.", list(parts));
}

std::string Phrases::first_the_news() const {
    return chinese_ ? "先看这几周的新闻：" : "First, some news from these weeks:";
}

std::string Phrases::ranking(const std::vector<std::string>& signals, int per_topic_max,
                             std::string_view publisher) const {
    std::vector<std::string> names;
    for (const std::string& signal : signals) {
        names.push_back(ranked_by(signal, chinese_));
    }
    if (names.empty() && publisher.empty()) {
        return {};
    }
    if (chinese_) {
        std::string text = publisher.empty() ? "" : fmt::format("{} 每月发布这份精选。", publisher);
        if (!names.empty()) {
            text += "候选论文按" + list(names) + "排序";
        }
        if (!names.empty() && per_topic_max > 0) {
            text += fmt::format("，每个主题至多 {} 篇", per_topic_max);
        }
        return names.empty() ? text : text + "。";
    }
    if (names.empty()) {
        return fmt::format("{} publishes this selection. From the candidates of these weeks,", publisher);
    }
    std::string text = "Candidates were ranked " + list(names);
    if (!publisher.empty()) {
        text = fmt::format("{} ranked the candidates {}", publisher, list(names));
    }
    if (per_topic_max > 0) {
        const auto most = static_cast<std::size_t>(per_topic_max);
        const std::string count =
            most < small_numbers.size() ? std::string(small_numbers[most]) : std::to_string(per_topic_max);
        const std::string_view places = per_topic_max == 1 ? "place" : "places";
        text += publisher.empty() ? fmt::format(", and no topic was given more than {} {}", count, places)
                                  : fmt::format(", and gave no topic more than {} {}", count, places);
    }
    return text + (publisher.empty() ? "." : ". From this ranking,");
}

std::string Phrases::selects(int picks, bool with_publisher) const {
    if (chinese_) {
        return fmt::format("{}选出 {} 篇体现各领域进展的论文：", with_publisher ? "我们" : "本期", picks);
    }
    const std::string_view subject = with_publisher ? "we have selected" : "This edition selects";
    if (picks == 1) {
        return fmt::format("{} 1 paper that exemplifies developments across the field:", subject);
    }
    return fmt::format("{} {} papers that exemplify developments across the field:", subject, picks);
}

std::string Phrases::topics(const std::vector<std::string>& topics) const {
    if (chinese_) {
        return topics.empty() ? "尽情享受吧！" : list(topics) + "。尽情享受吧！";
    }
    return topics.empty() ? "Enjoy!" : list(topics) + ". Enjoy!";
}

std::string Phrases::nothing_selected() const {
    return chinese_ ? "本期没有选出论文。" : "No paper was selected for this edition.";
}

std::string Phrases::closing(std::string_view publisher) const {
    if (chinese_) {
        return publisher.empty() ? "本期精选到此结束，下月再见！"
                                 : fmt::format("{} 的本期精选到此结束，下月再见！", publisher);
    }
    return publisher.empty() ? "Our monthly selection ends here; see you next month!"
                             : fmt::format("The monthly selection of {} ends here; see you next month!", publisher);
}

std::string Phrases::colophon_window(const EditionKey& key, int considered, bool sample) const {
    const std::string dates = span(key.window.from, key.window.last_day());
    if (chinese_) {
        return fmt::format("{}版：{}（UTC）首次提交的论文，{} 篇候选{}。", edition_name(key), dates, number(considered),
                           sample ? "（样例月份）" : "");
    }
    return fmt::format("Edition of {}: papers first submitted {} (UTC), {} {}{}.", edition_name(key), dates,
                       number(considered), considered == 1 ? "candidate" : "candidates",
                       sample ? " of the sample month" : "");
}

std::string Phrases::colophon_not_whole() const {
    return chinese_ ? "窗口尚不完整，这是草稿。" : "The window is not whole: this is a draft.";
}

std::string Phrases::colophon_prose(bool sample) const {
    if (chinese_) {
        return fmt::format("“为什么”和“关键见解”取自{}的句子，经缩短并改为第三人称；没有任何句子由模型生成。",
                           sample ? "样例所附摘要" : "论文摘要");
    }
    return fmt::format(
        "\"Why\" and \"Key insights\" are sentences of {}, shortened and put into the third person; none was generated "
        "by a model.",
        sample ? "the summaries that the sample carries" : "the papers' abstracts");
}

std::string Phrases::colophon_editor() const {
    return chinese_ ? "编辑所写的文字照原样保留。" : "What the editor wrote stands as written.";
}

std::string Phrases::as_of(Day first, Day last) const {
    if (first == last) {
        return day(first);
    }
    return chinese_ ? day(first) + "至 " + day(last) : fmt::format("{} to {}", day(first), day(last));
}

std::string Phrases::colophon_source(const Source& source, const EditionKey& key) const {
    std::vector<std::string> names;
    for (const std::string& metric : source.metrics) {
        names.push_back(name_in(metric_names, metric, chinese_));
    }
    const std::string service = service_name(source.service);
    if (chinese_) {
        std::string text = source.service == "sample" ? list(names) : fmt::format("{}来自 {}", list(names), service);
        if (!source.dates.empty()) {
            text += "，截至 " + source.dates;
        }
        if (source.knows_future) {
            text += fmt::format("，这是 {}版的作者当时无法知道的", edition_name(key));
        }
        return text + "。";
    }
    std::string text = with_capital_first(list(names));
    if (source.service != "sample") {
        text += " from " + service;
    }
    if (!source.dates.empty()) {
        text += (source.service == "sample" ? " as of " : ", as of ") + source.dates;
    }
    if (source.knows_future) {
        text += fmt::format(", which the authors of a {} edition could not have known", edition_name(key));
    }
    return text + ".";
}

std::string Phrases::colophon_attribution(std::string_view service) const {
    std::string asked = service_attribution(service);
    if (asked.empty() || !chinese_) {
        return asked;
    }
    return fmt::format("感谢 {} 提供数据（{}）", service_title(service), asked);
}

std::string Phrases::colophon_program(std::string_view version) const {
    if (version.empty()) {
        return {};
    }
    return chinese_ ? fmt::format("由 digest {} 制作。", version) : fmt::format("Made with digest {}.", version);
}

std::string Phrases::colophon_thanks() const {
    if (chinese_) {
        return "感谢 arXiv 开放其获取接口（Thank you to arXiv for use of its open access interoperability.）";
    }
    return "Thank you to arXiv for use of its open access interoperability.";
}

}  // namespace digest
