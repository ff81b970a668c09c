#include "digest/harvest/metadata_dump.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>
#include <zlib.h>

#include "clean_text.h"
#include "digest/base/try.h"
#include "digest/base/utf8.h"
#include "digest/model/arxiv_id.h"

namespace digest {
namespace {

using Element = simdjson::dom::element;

constexpr std::size_t chunk_bytes = 1u << 20;
constexpr std::size_t longest_line = 16u << 20;
constexpr std::size_t most_notices = 20;

/// Empty where the key is missing or holds no string.
std::string_view text_at(const simdjson::dom::object& line, std::string_view key) {
    std::string_view text;
    return line[key].get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

void add_author(std::string_view name, std::vector<std::string>& authors) {
    std::string clean = clean_text(name);
    if (holds_letter(clean)) {
        authors.push_back(std::move(clean));
    }
}

/// [["Keyname", "Forenames", "suffix", …], …]
void read_parsed_authors(const simdjson::dom::array& list, std::vector<std::string>& authors) {
    authors.reserve(list.size());
    std::string name;
    for (const Element entry : list) {
        simdjson::dom::array parts;
        if (entry.get(parts) != simdjson::SUCCESS) {
            continue;
        }
        const auto part = [&](std::size_t index) {
            std::string_view text;
            return parts.at(index).get(text) == simdjson::SUCCESS ? text : std::string_view{};
        };
        name.assign(part(1)).append(" ").append(part(0)).append(" ").append(part(2));
        add_author(name, authors);
    }
}

/// "A. Bee, C. Dee (Somewhere) and E. Eff"
void read_author_line(std::string_view line, std::vector<std::string>& authors) {
    std::string name;
    int depth = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        const bool joins = depth == 0 && line.substr(at, 5) == " and ";
        if (c == '(') {
            ++depth;
        }
        if (depth == 0 && (c == ',' || joins)) {
            add_author(name, authors);
            name.clear();
            if (joins) {
                at += 4;
            }
        } else if (depth == 0) {
            name += c;
        }
        if (c == ')' && depth > 0) {
            --depth;
        }
    }
    add_author(name, authors);
}

void read_categories(std::string_view text, std::vector<std::string>& categories) {
    while (!(text = trim(text)).empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const auto name = text.substr(0, end);
        if (is_arxiv_category(name) && std::find(categories.begin(), categories.end(), name) == categories.end()) {
            categories.emplace_back(name);
        }
        text.remove_prefix(end);
    }
}

/// False without a date of version 1 that can be read.
bool read_versions(const simdjson::dom::object& line, Paper& paper) {
    simdjson::dom::array versions;
    if (line["versions"].get(versions) != simdjson::SUCCESS || versions.size() == 0) {
        return false;
    }
    std::optional<Timestamp> first;
    std::optional<Timestamp> last;
    int count = 0;
    for (const Element version : versions) {
        std::string_view created;
        last.reset();
        if (version["created"].get(created) == simdjson::SUCCESS) {
            last = parse_mail_date(created);
        }
        if (++count == 1) {
            first = last;
        }
    }
    if (!first) {
        return false;
    }
    paper.version = count;
    paper.submitted = *first;
    paper.updated = last.value_or(*first);
    return true;
}

tl::unexpected<Error> bad(std::string why) {
    return fail(ErrorKind::data, std::move(why));
}

Result<Paper> read_line(const Element& root) {
    simdjson::dom::object line;
    if (root.get(line) != simdjson::SUCCESS) {
        return bad("not a JSON object");
    }
    const std::string_view raw_id = text_at(line, "id");
    const auto id = parse_arxiv_id(raw_id);
    if (!id) {
        const std::string shown = clean_text(utf8_prefix(raw_id, 60));
        return bad(shown.empty() ? "it has no id, or the id is not a string"
                                 : fmt::format("\"{}\" is not an arXiv identifier", shown));
    }
    Paper paper;
    paper.id = id->id;
    paper.title = clean_text(text_at(line, "title"));
    if (paper.title.empty()) {
        return bad(fmt::format("{} has no title", paper.id));
    }
    if (!read_versions(line, paper)) {
        return bad(fmt::format("{} has no date of version 1", paper.id));
    }
    paper.abstract = clean_text(text_at(line, "abstract"));
    paper.comment = clean_text(text_at(line, "comments"));
    paper.journal_ref = clean_text(text_at(line, "journal-ref"));
    paper.doi = clean_text(text_at(line, "doi"));
    read_categories(text_at(line, "categories"), paper.categories);
    simdjson::dom::array parsed;
    if (line["authors_parsed"].get(parsed) == simdjson::SUCCESS) {
        read_parsed_authors(parsed, paper.authors);
    }
    if (paper.authors.empty()) {
        read_author_line(text_at(line, "authors"), paper.authors);
    }
    paper.withdrawn = says_withdrawn(paper.comment, paper.abstract);
    return paper;
}

/// `padded`: at least SIMDJSON_PADDING readable bytes follow the line.
Result<Paper> parse_line(simdjson::dom::parser& parser, std::string_view line, bool padded) {
    if (line.empty()) {
        return bad("not JSON: the line is empty");  // simdjson would copy from a null pointer
    }
    const auto root = parser.parse(line.data(), line.size(), !padded);
    if (root.error() != simdjson::SUCCESS) {
        return bad(fmt::format("not JSON: {}", simdjson::error_message(root.error())));
    }
    return read_line(root.value_unsafe());
}

/// Lines of a file, plain or gzip. A line is valid until the next is asked for.
class LineReader {
  public:
    enum class State { line, end, too_long, damaged };

    explicit LineReader(const std::filesystem::path& file) : file_(::gzopen(file.c_str(), "rb")) {
        if (file_ != nullptr) {
            ::gzbuffer(file_.get(), 1u << 18);
        }
        buffer_.resize(chunk_bytes + simdjson::SIMDJSON_PADDING);
    }

    bool is_open() const { return file_ != nullptr; }
    std::int64_t position() const { return ::gzoffset(file_.get()); }

    State next(std::string_view& line) {
        bool too_long = false;
        while (true) {
            const char* start = buffer_.data() + begin_;
            const void* found = std::memchr(start + scanned_, '\n', end_ - begin_ - scanned_);
            if (found != nullptr || (at_end_ && end_ > begin_)) {
                const auto length = found != nullptr ? static_cast<std::size_t>(static_cast<const char*>(found) - start)
                                                     : end_ - begin_;
                line = std::string_view(start, length);
                begin_ += std::min(length + 1, end_ - begin_);
                scanned_ = 0;
                return too_long ? State::too_long : State::line;
            }
            if (at_end_) {
                return State::end;
            }
            scanned_ = end_ - begin_;
            if (scanned_ > longest_line) {
                too_long = true;  // forgotten as it comes, to its end
                begin_ = end_;
                scanned_ = 0;
            }
            if (!fill()) {
                return State::damaged;
            }
        }
    }

  private:
    struct Close {
        void operator()(gzFile_s* file) const { ::gzclose(file); }
    };

    bool fill() {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        if (buffer_.size() < end_ + chunk_bytes + simdjson::SIMDJSON_PADDING) {
            buffer_.resize(end_ + 2 * chunk_bytes + simdjson::SIMDJSON_PADDING);
        }
        const int got = ::gzread(file_.get(), buffer_.data() + end_, static_cast<unsigned>(chunk_bytes));
        int code = Z_OK;
        ::gzerror(file_.get(), &code);
        if (got < 0 || code == Z_BUF_ERROR || code == Z_DATA_ERROR) {
            return false;
        }
        end_ += static_cast<std::size_t>(got);
        at_end_ = got == 0;
        return true;
    }

    std::unique_ptr<gzFile_s, Close> file_;
    std::vector<char> buffer_{};
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t scanned_ = 0;
    bool at_end_ = false;
};

/// Reads a dump and hands its papers over, batch by batch.
class DumpImport {
  public:
    DumpImport(std::string name, const PapersSink& sink, const ProgressSink& progress, std::size_t batch)
        : name_(std::move(name)), sink_(sink), progress_(progress), batch_(batch) {
        event_.task = "import";
        event_.unit = "bytes";
        papers_.reserve(batch);
    }

    Result<DumpReport> run(LineReader& reader, std::uintmax_t size, const std::stop_token& stop) {
        event_.total = static_cast<std::int64_t>(size);
        std::string_view line;
        auto state = reader.next(line);
        for (; state == LineReader::State::line || state == LineReader::State::too_long; state = reader.next(line)) {
            ++number_;
            take(line, state == LineReader::State::too_long);
            if (papers_.size() < batch_) {
                continue;
            }
            TRY(hand_over(reader.position()));
            if (stop.stop_requested()) {
                return fail(ErrorKind::interrupted, "stopped", name_, "import the file again: nothing is stored twice");
            }
        }
        TRY(hand_over(reader.position()));
        if (state == LineReader::State::damaged) {
            return fail(ErrorKind::data, fmt::format("the file is damaged or cut short after line {}", number_), name_,
                        "download it again and import it once more: nothing is stored twice");
        }
        finish();
        return std::move(report_);
    }

  private:
    void take(std::string_view line, bool too_long) {
        if (!too_long && trim(line).empty()) {
            return;
        }
        ++report_.lines;
        if (too_long) {
            note_bad_line(fmt::format("longer than {} MB", longest_line >> 20));
        } else if (auto paper = parse_line(parser_, line, true)) {
            papers_.push_back(std::move(*paper));
        } else {
            note_bad_line(paper.error().message);
        }
    }

    void note_bad_line(const std::string& why) {
        ++report_.bad_lines;
        if (report_.notices.size() < most_notices) {
            report_.notices.push_back(
                {NoticeKind::data_doubted, "line skipped: " + why, fmt::format("{}:{}", name_, number_)});
        }
    }

    Result<void> hand_over(std::int64_t position) {
        if (papers_.empty()) {
            return {};
        }
        auto kept = sink_(papers_);
        report_.papers += static_cast<std::int64_t>(papers_.size());
        papers_.clear();
        event_.done = position;
        event_.detail = fmt::format("{} papers", report_.papers);
        tell();
        return kept;
    }

    void finish() {
        if (report_.bad_lines > static_cast<std::int64_t>(most_notices)) {
            report_.notices.push_back(
                {NoticeKind::data_doubted,
                 fmt::format("{} lines skipped in all; the first {} are named", report_.bad_lines, most_notices),
                 name_});
        }
        event_.done = event_.total;
        event_.finished = true;
        tell();
    }

    void tell() const {
        if (progress_) {
            progress_(event_);
        }
    }

    std::string name_;
    const PapersSink& sink_;
    const ProgressSink& progress_;
    std::size_t batch_;
    simdjson::dom::parser parser_{};
    std::vector<Paper> papers_{};
    std::int64_t number_ = 0;  ///< of the line
    DumpReport report_{};
    ProgressEvent event_{};
};

}  // namespace

Result<Paper> parse_metadata_line(std::string_view line) {
    simdjson::dom::parser parser;
    return parse_line(parser, line, false);
}

Result<DumpReport> read_metadata_dump(const std::filesystem::path& file, const PapersSink& sink,
                                      const ProgressSink& progress, std::stop_token stop, std::size_t batch) {
    const std::string name = file.string();
    std::error_code code;
    const auto size = std::filesystem::file_size(file, code);
    LineReader reader(file);
    if (code || !reader.is_open()) {
        return fail(ErrorKind::storage,
                    fmt::format("cannot read the file: {}", code ? code.message() : std::strerror(errno)), name,
                    "check its name");
    }
    return DumpImport(name, sink, progress, batch).run(reader, size, stop);
}

}  // namespace digest
