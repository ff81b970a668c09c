#include "figure.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>
#include <vector>

#include "caption_text.h"
#include "digest/base/utf8.h"
#include "digest/enrich/image.h"
#include "digest/net/url.h"

namespace digest {
namespace {

constexpr std::size_t longest_caption = 2'000;
constexpr std::size_t longest_text = 4 * longest_caption;  // while it is collected
constexpr std::size_t longest_id = 120;
constexpr std::size_t most_images = 16;  // of one figure
constexpr std::size_t chunk_size = 16'384;
// Bytes times open elements: libxml2 looks through all open elements at each stray end tag.
constexpr double most_work = 3e9;
// Without one element or word: a tag of so many bytes holds no image that may be taken.
constexpr std::size_t longest_silence = 2 * largest_image;
// libxml2 compares each attribute of a tag with those before it; papers use some 300 names in all.
constexpr std::size_t most_name_bytes = 16'384;

struct Attributes {
    const xmlChar** list = nullptr;  // name, value, …, null

    std::string_view value(std::string_view name) const {
        for (const xmlChar** at = list; at != nullptr && *at != nullptr; at += 2) {
            if (text(at[0]) == name) {
                return text(at[1]);
            }
        }
        return {};
    }

    bool has_class(std::string_view wanted) const {
        std::string_view rest = value("class");
        while (!rest.empty()) {
            const auto end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
            if (rest.substr(0, end) == wanted) {
                return true;
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return false;
    }

    static std::string_view text(const xmlChar* bytes) {
        return bytes == nullptr ? std::string_view{} : reinterpret_cast<const char*>(bytes);
    }
};

/// An open <figure>.
struct Frame {
    std::size_t depth = 0;
    bool is_figure = false;
    std::string id{};
    std::string tag{};
    std::string caption{};
    std::vector<FoundFigure> images{};   // only image_url or image are set
    std::optional<FoundFigure> panel{};  // the first that could stand for itself
};

/// Hears the page's elements and words one by one and remembers only the figures that are open.
class FigureFinder {
  public:
    explicit FigureFinder(std::string_view final_url) : base_(final_url), page_url_(final_url) {}

    void start(std::string_view name, Attributes attributes);
    void end(std::string_view name);
    void words(std::string_view text);

    bool done() const { return found_.has_value(); }
    std::size_t events() const { return events_; }
    std::optional<FoundFigure> result() && { return found_ ? std::move(found_) : std::move(without_image_); }

  private:
    void open_frame(const Attributes& attributes);
    void close_frame();
    void hand_to_outer(FoundFigure own, bool is_figure, std::optional<FoundFigure> candidate);
    void keep_found(FoundFigure figure);
    bool is_deaf() const { return done() || skipped_ > 0 || formula_ > 0; }
    void take_image(std::string_view address, const Attributes& attributes);
    void start_annotation(std::string_view name, const Attributes& attributes);
    void start_in_figure(std::string_view name, const Attributes& attributes);
    void start_in_caption(std::string_view name, const Attributes& attributes);
    void start_formula(const Attributes& attributes);
    void end_formula();
    void keep(std::string& text, std::string_view more) const {
        if (text.size() < longest_text) {
            text.append(utf8_prefix(more, longest_text - text.size()));
        }
    }

    std::string base_;
    std::string page_url_;
    bool has_base_ = false;
    std::size_t events_ = 0;
    std::size_t depth_ = 0;
    std::vector<Frame> frames_{};
    // The depth at which each of these began; 0: it is not open.
    std::size_t caption_ = 0;
    std::size_t tag_ = 0;
    std::size_t skipped_ = 0;
    std::size_t formula_ = 0;
    std::size_t annotation_ = 0;
    std::string formula_alternative_{};
    std::string formula_annotation_{};
    std::string formula_words_{};
    std::optional<FoundFigure> found_{};
    std::optional<FoundFigure> without_image_{};
};

bool is_small(std::string_view pixels) {
    int side = 0;
    const auto [end, code] = std::from_chars(pixels.data(), pixels.data() + pixels.size(), side);
    return code == std::errc{} && end == pixels.data() + pixels.size() && side < smallest_side;
}

bool is_drawing(std::string_view url) {
    const std::string path = ascii_lower(path_of_url(url));
    return path.ends_with(".svg") || path.ends_with(".svgz") || path.ends_with(".pdf");
}

bool names_something_else(std::string_view tag) {
    const std::string lower = ascii_lower(trim(tag));
    return lower.starts_with("tab") || lower.starts_with("algorithm") || lower.starts_with("listing");
}

bool has_image(const FoundFigure& figure) {
    return !figure.image.empty() || !figure.image_url.empty();
}

/// Takes "Figure 3: " off the front of a caption whose number has no tag of its own.
void split_untagged(std::string& number, std::string& caption) {
    for (const std::string_view word : {"Figure ", "Fig. "}) {
        if (!caption.starts_with(word)) {
            continue;
        }
        const auto end = caption.find_first_of(" :", word.size());
        if (end == std::string::npos) {
            return;
        }
        number = number_of_tag(std::string_view{caption}.substr(0, end));
        if (!number.empty()) {
            caption.erase(0, caption.find_first_not_of(": .", end));
        }
        return;
    }
}

void FigureFinder::start(std::string_view name, Attributes attributes) {
    ++depth_;
    ++events_;
    if (is_deaf()) {
        start_annotation(name, attributes);
        return;
    }
    if (name == "base" && !has_base_) {
        has_base_ = true;
        if (auto base = resolve_url(page_url_, attributes.value("href"))) {
            base_ = std::move(*base);
        }
    }
    if (name == "figure") {
        open_frame(attributes);
    } else if (caption_ > 0) {
        start_in_caption(name, attributes);
    } else if (!frames_.empty()) {
        start_in_figure(name, attributes);
    }
}

/// Of a formula, only what says it in TeX.
void FigureFinder::start_annotation(std::string_view name, const Attributes& attributes) {
    if (formula_ > 0 && annotation_ == 0 && name == "annotation" &&
        attributes.value("encoding") == "application/x-tex") {
        annotation_ = depth_;
    }
}

void FigureFinder::start_in_figure(std::string_view name, const Attributes& attributes) {
    if (name == "figcaption") {
        caption_ = depth_;
    } else if (name == "img") {
        take_image(attributes.value("src"), attributes);
    } else if (name == "object") {
        take_image(attributes.value("data"), attributes);
    }
}

void FigureFinder::start_in_caption(std::string_view name, const Attributes& attributes) {
    if (name == "math") {
        start_formula(attributes);
    } else if (name == "script" || name == "style" || name == "svg" || attributes.has_class("ltx_note")) {
        skipped_ = depth_;
    } else if (tag_ == 0 && attributes.has_class("ltx_tag")) {
        tag_ = depth_;
        if (attributes.has_class("ltx_tag_table")) {
            frames_.back().is_figure = false;
        }
    } else if (name == "br" || name == "p" || name == "div") {
        keep(frames_.back().caption, " ");
    }
}

void FigureFinder::start_formula(const Attributes& attributes) {
    formula_ = depth_;
    annotation_ = 0;
    formula_alternative_.assign(utf8_prefix(attributes.value("alttext"), longest_text));
    formula_annotation_.clear();
    formula_words_.clear();
}

void FigureFinder::end_formula() {
    std::string& out = tag_ > 0 ? frames_.back().tag : frames_.back().caption;
    std::string text;
    if (!formula_alternative_.empty()) {
        append_formula(text, formula_alternative_);
    } else if (!formula_annotation_.empty()) {
        append_formula(text, formula_annotation_);
    } else {
        append_words(text, collapse_white_space(formula_words_));
    }
    // Half a formula would be worse than none.
    if (out.size() + text.size() <= longest_text) {
        out += text;
    }
    formula_ = 0;
    annotation_ = 0;
}

void FigureFinder::words(std::string_view text) {
    ++events_;
    if (done() || skipped_ > 0 || caption_ == 0) {
        return;
    }
    if (annotation_ > 0) {
        keep(formula_annotation_, text);
    } else if (formula_ > 0) {
        keep(formula_words_, text);
    } else if (tag_ > 0) {
        keep(frames_.back().tag, text);
    } else if (frames_.back().caption.size() < longest_text) {
        append_words(frames_.back().caption, utf8_prefix(text, longest_text));
    }
}

void FigureFinder::end(std::string_view name) {
    ++events_;
    if (depth_ == annotation_) {
        annotation_ = 0;
    }
    if (depth_ == formula_) {
        end_formula();
    }
    if (depth_ == skipped_) {
        skipped_ = 0;
    }
    if (depth_ == tag_) {
        tag_ = 0;
    }
    if (depth_ == caption_) {
        caption_ = 0;
    }
    if (caption_ > 0 && formula_ == 0 && skipped_ == 0 && name == "p") {
        keep(frames_.back().caption, " ");
    }
    if (!frames_.empty() && frames_.back().depth == depth_) {
        close_frame();
    }
    if (depth_ > 0) {
        --depth_;
    }
}

void FigureFinder::open_frame(const Attributes& attributes) {
    caption_ = 0;  // a figure inside a caption ends it
    tag_ = 0;
    Frame& frame = frames_.emplace_back();
    frame.depth = depth_;
    frame.is_figure = attributes.has_class("ltx_figure");
    const std::string_view id = attributes.value("id");
    if (id.size() <= longest_id && id.find_first_of(" \t\r\n") == std::string_view::npos) {
        frame.id = strip_controls(repair_utf8(id));
    }
}

void FigureFinder::take_image(std::string_view address, const Attributes& attributes) {
    Frame& frame = frames_.back();
    if (frame.images.size() >= most_images || attributes.has_class("ltx_missing_image")) {
        return;
    }
    if (is_small(attributes.value("width")) || is_small(attributes.value("height"))) {
        return;
    }
    FoundFigure image;
    if (auto bytes = decode_data_url(address)) {
        if (!inspect_image(*bytes)) {
            return;
        }
        image.image = std::move(*bytes);
    } else {
        auto url = address.empty() ? std::nullopt : resolve_url(base_, address);
        // Another origin is none of a paper's business, and may be one that only this machine can reach.
        if (!url || is_drawing(*url) || !same_origin(*url, page_url_)) {
            return;
        }
        image.image_url = std::move(*url);
    }
    frame.images.push_back(std::move(image));
}

void FigureFinder::close_frame() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    const bool is_figure = frame.is_figure && !names_something_else(frame.tag);
    FoundFigure own = is_figure && !frame.images.empty() ? std::move(frame.images.front()) : FoundFigure{};
    own.element_id = std::move(frame.id);
    own.number = number_of_tag(frame.tag);
    own.caption = tidy_caption(frame.caption, longest_caption);
    if (own.number.empty()) {
        split_untagged(own.number, own.caption);
    }

    std::optional<FoundFigure> candidate;
    if (is_figure && (!own.number.empty() || !own.caption.empty())) {
        candidate = own;
    } else if (frame.panel && (is_figure || !frame.panel->number.empty())) {
        candidate = std::move(frame.panel);
    }
    if (!frames_.empty()) {
        hand_to_outer(std::move(own), is_figure, std::move(candidate));
    } else if (candidate) {
        keep_found(std::move(*candidate));
    }
}

/// A figure within a figure is a panel: its image may stand for the whole.
void FigureFinder::hand_to_outer(FoundFigure own, bool is_figure, std::optional<FoundFigure> candidate) {
    Frame& outer = frames_.back();
    if (is_figure && outer.images.empty() && has_image(own)) {
        outer.images.push_back({.image_url = std::move(own.image_url), .image = std::move(own.image)});
    }
    if (!outer.panel) {
        outer.panel = std::move(candidate);
    }
}

void FigureFinder::keep_found(FoundFigure figure) {
    if (has_image(figure)) {
        found_ = std::move(figure);
    } else if (!without_image_) {
        without_image_ = std::move(figure);
    }
}

FigureFinder& finder(void* context) {
    return *static_cast<FigureFinder*>(context);
}

void on_start(void* context, const xmlChar* name, const xmlChar** attributes) {
    finder(context).start(Attributes::text(name), Attributes{attributes});
}

void on_end(void* context, const xmlChar* name) {
    finder(context).end(Attributes::text(name));
}

void on_words(void* context, const xmlChar* text, int length) {
    finder(context).words({reinterpret_cast<const char*>(text), static_cast<std::size_t>(std::max(length, 0))});
}

/// Scripts and styles: without this they would come as words.
void on_raw(void*, const xmlChar*, int) {}

struct FreeParser {
    void operator()(htmlParserCtxt* parser) const {
        if (parser->myDoc != nullptr) {
            xmlFreeDoc(parser->myDoc);
        }
        htmlFreeParserCtxt(parser);
    }
};

void read_page(std::string_view html, FigureFinder& found) {
    xmlSAXHandler handler{};
    handler.startElement = on_start;
    handler.endElement = on_end;
    handler.characters = on_words;
    handler.ignorableWhitespace = on_words;
    handler.cdataBlock = on_raw;
    const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
        htmlCreatePushParserCtxt(&handler, &found, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
    if (!parser) {
        return;
    }
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                         HTML_PARSE_IGNORE_ENC);
    xmlDictSetLimit(parser->dict, most_name_bytes);

    double work = 0;
    std::size_t silence = 0;
    while (!html.empty() && !found.done() && work < most_work && silence < longest_silence) {
        const std::string_view chunk = html.substr(0, chunk_size);
        html.remove_prefix(chunk.size());
        const std::size_t events = found.events();
        htmlParseChunk(parser.get(), chunk.data(), static_cast<int>(chunk.size()), 0);
        work += static_cast<double>(parser->nameNr) * static_cast<double>(chunk.size());
        silence = found.events() == events ? silence + chunk.size() : 0;
    }
    // Closes what is still open; a page cut short may end within its first figure.
    if (!found.done()) {
        htmlParseChunk(parser.get(), nullptr, 0, 1);
    }
}

}  // namespace

std::optional<FoundFigure> find_first_figure(std::string_view html, std::string_view final_url) {
    if (html.size() > largest_page) {
        return std::nullopt;
    }
    const std::string repaired = is_valid_utf8(html) ? std::string{} : repair_utf8(html);
    FigureFinder found(final_url);
    read_page(repaired.empty() ? html : repaired, found);
    return std::move(found).result();
}

}  // namespace digest
