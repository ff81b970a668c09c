#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "digest/model/candidate.h"
#include "digest/model/edition_key.h"
#include "digest/model/edition_settings.h"
#include "digest/model/operation.h"

namespace digest {

/// Whose words: a sentence of the abstract, or the editor's own Markdown, which stands as written.
enum class WordsBy { abstract, editor };

/// A sentence of a blurb. Its text is plain (not Markdown) unless it is the editor's.
struct ComposedSentence {
    std::string text;
    std::vector<int> sources{};           ///< indexes of the abstract's sentences it came from
    std::vector<Operation> operations{};  ///< each once, in the order in which they were done
    WordsBy by = WordsBy::abstract;
    bool new_paragraph = false;       ///< begins a paragraph of its block (the first one needs no mark)
    std::vector<std::string> list{};  ///< bullets under this lead-in sentence

    bool operator==(const ComposedSentence&) const = default;
};

/// The composed "Why" and "Key insights". Either may be empty: then the paper cannot be picked by itself.
struct Blurb {
    std::vector<ComposedSentence> why{};
    std::vector<ComposedSentence> insights{};

    bool operator==(const Blurb&) const = default;
};

struct Link {
    std::string label;
    std::string url;

    bool operator==(const Link&) const = default;
};

struct Figure {
    std::string path{};    ///< beside the Markdown; empty: not stored, only linked
    std::string number{};  ///< "1"
    std::string caption{};
    std::string credit{};
    std::string licence{};
    std::string licence_url{};
    std::string url{};  ///< its place in the HTML edition
    WordsBy by = WordsBy::abstract;

    bool operator==(const Figure&) const = default;
};

struct RelatedPaper {
    std::string id;
    std::string title{};
    std::string url{};
    std::string reason{};       ///< the terms it shares with the pick
    std::optional<int> pick{};  ///< its number, where it is a pick of this edition

    bool operator==(const RelatedPaper&) const = default;
};

/// One numbered section of the edition.
struct Pick {
    int number = 0;
    std::string id{};  ///< empty: a work without arXiv id
    int version = 0;
    std::string title{};                   ///< Unicode, TeX converted; of a group: its heading
    WordsBy title_by = WordsBy::abstract;  ///< the editor's is Markdown
    std::string url{};
    std::string pdf_url{};
    std::vector<Link> also_in_heading{};  ///< a second work in the same heading: title and address
    std::vector<std::string> items{};     ///< a group of one-line items, the editor's Markdown
    std::vector<std::string> authors{};
    std::string byline{};        ///< "Ada Example, Bob Sample and Cy Test."
    std::vector<Link> extras{};  ///< Code, Website, Demo
    std::string topic{};         ///< name of its strongest topic
    std::string reason{};        ///< its strongest signals, in words
    double score = 0;
    Blurb blurb{};
    std::optional<Figure> figure{};
    std::vector<RelatedPaper> related{};
    std::vector<Signal> signals{};
    bool pinned = false;

    bool operator==(const Pick&) const = default;
};

struct NewsItem {
    std::string title{};
    std::string url{};
    std::string source{};
    std::optional<Day> date{};
    std::string text{};  ///< the editor's bullet as it shall stand (Markdown); then the rest is empty
    WordsBy by = WordsBy::abstract;

    bool operator==(const NewsItem&) const = default;
};

struct NearMiss {
    std::string id;
    std::string title{};
    double score = 0;
    std::string lost_to{};  ///< "the topic Computer vision was full (3)", "too close to 2201.03545", …

    bool operator==(const NearMiss&) const = default;
};

struct Reference {
    int number = 0;
    std::string title{};
    std::string authors{};  ///< "Ze Liu et al."; empty where not known
    int year = 0;
    std::string url{};
    std::string named_as{};

    bool operator==(const Reference&) const = default;
};

struct Trend {
    std::string term;
    int papers = 0;         ///< this month
    int papers_before = 0;  ///< in the months before, scaled to the size of this one
    double ratio = 0;
    double z = 0;
    bool rising = true;
    std::vector<std::string> examples{};  ///< ids

    bool operator==(const Trend&) const = default;
};

struct Cover {
    std::string image{};
    std::string alt{};
    std::string credit{};

    bool operator==(const Cover&) const = default;
};

/// The monthly issue, decided in full: rendering adds nothing but the template's own words.
struct Edition {
    EditionKey key{};
    bool whole = true;
    bool draft = false;
    std::string title{};
    std::string subtitle{};
    Language language = Language::english;
    std::vector<Block> blocks{};  ///< in order
    MathOutput math = MathOutput::unicode;
    std::vector<std::string> opening{};  ///< sentences, plain text
    std::string opening_markdown{};      ///< the editor's instead
    std::vector<NewsItem> news{};
    std::string publisher{};
    std::string publisher_url{};
    std::string research_lead{};        ///< sentence before the bold one, plain text
    std::string research_bold{};        ///< "This edition selects 10 papers …:"
    std::string research_topics{};      ///< "automated RL, … and agents."
    std::vector<std::string> topics{};  ///< topics of the picks, each once, in order
    std::vector<Pick> picks{};
    std::vector<NearMiss> near_misses{};
    std::vector<Trend> trends{};
    std::optional<Cover> cover{};
    std::vector<std::string> closing{};  ///< sentences, plain text
    std::string closing_markdown{};      ///< the editor's instead
    std::vector<Reference> references{};
    std::vector<std::string> colophon{};  ///< sentences, plain text
    int considered = 0;
    std::vector<std::string> notices{};
    std::string program_version{};

    bool operator==(const Edition&) const = default;
};

}  // namespace digest
