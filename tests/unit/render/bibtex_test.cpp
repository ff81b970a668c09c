#include "digest/render/bibtex.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace digest;

namespace {
Pick pick(const char* id, const char* title, std::vector<std::string> authors) {
    Pick result;
    result.id = id;
    result.title = title;
    result.authors = std::move(authors);
    result.url = std::string{"https://arxiv.org/abs/"} + id;
    return result;
}
}  // namespace

TEST_CASE("picks and references become entries, and equal keys are told apart", "[bibtex]") {
    Edition edition;
    edition.picks = {pick("2201.00001", "A Wide Net", {"Ada Example", "Bob Sample"}),
                     pick("2201.00002", "On Wide Nets: 100% & more", {"Eve Example"}),
                     pick("2201.00003", "Wide", {"Ada Example"})};
    edition.references = {{1, "Deep Things", "Ze Liu et al.", 2021, "https://arxiv.org/abs/2103.14030", "Deep Things"}};
    CHECK(render_bibtex(edition) == R"(@misc{example2022wide,
  title = {{A Wide Net}},
  author = {Ada Example and Bob Sample},
  year = {2022},
  eprint = {2201.00001},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2201.00001}
}
@misc{example2022widea,
  title = {{On Wide Nets: 100\% \& more}},
  author = {Eve Example},
  year = {2022},
  eprint = {2201.00002},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2201.00002}
}
@misc{example2022wideb,
  title = {{Wide}},
  author = {Ada Example},
  year = {2022},
  eprint = {2201.00003},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2201.00003}
}
@misc{liu2021deep,
  title = {{Deep Things}},
  author = {Ze Liu and others},
  year = {2021},
  eprint = {2103.14030},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2103.14030}
}
)");
}

TEST_CASE("nothing that TeX would obey comes through", "[bibtex]") {
    Edition edition;
    edition.picks = {pick("hep-th/9901001", "}} \\input{/etc/passwd} $x_1^2$ ~#", {"Ada {Example}"})};
    const std::string text = render_bibtex(edition);
    CHECK(text.find(
              "title = {{\\textbraceright{}\\textbraceright{} "
              "\\textbackslash{}input\\textbraceleft{}/etc/passwd\\textbraceright{} \\$x\\_1\\textasciicircum{}2\\$ "
              "\\textasciitilde{}\\#}}") != std::string::npos);
    CHECK(text.find("year = {1999}") != std::string::npos);
}

TEST_CASE("a name is one name to BibTeX, and reads as in the byline", "[bibtex]") {
    Edition edition;
    edition.picks = {
        pick("2201.00001", "Wide Nets",
             {"B\\'alint Example", "{\\O}ystein {Sample}", "Test and Sons", "Doe, Jane", "Others", "Andy Band"})};
    const std::string text = render_bibtex(edition);
    CHECK_THAT(text, Catch::Contains("  author = {Bálint Example and Øystein Sample and {Test and Sons} and "
                                     "{Doe, Jane} and {Others} and Andy Band},\n"));
}

TEST_CASE("every opening brace has its closing one, whatever a title holds", "[bibtex]") {
    Edition edition;
    edition.picks = {pick("2201.00001", "Sets { of \\{ things", {"Ada } Example"})};
    edition.references = {{1, "Deep } Things", "Ze } Liu", 2021, "https://a.example/}", "Deep"}};
    const std::string text = render_bibtex(edition);
    CHECK(std::count(text.begin(), text.end(), '{') == std::count(text.begin(), text.end(), '}'));
    CHECK(text.find("title = {{Sets \\textbraceleft{} of ") != std::string::npos);
}
