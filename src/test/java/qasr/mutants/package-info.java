/**
 * Faults that shipped in other programs, and the tests here that notice each.
 *
 * <p>A {@link qasr.mutants.Mutant} is one fault: edits of the program's source, and tests that must fail with them. {@link
 * qasr.mutants.MutantTest} compiles the edited sources, loads the program and its tests again with them, and runs the
 * tests. It fails if they pass, and if an edit no longer fits its source: then give the mutant a new edit, never drop it.
 * One mutant alone: {@code mvn -B test -Dtest=MutantTest -Dmutant=GELU_BY_TANH}.
 *
 * <p>The tests named are those that need nothing outside the repository. A mutant may name few that are quick, though
 * more would notice it.
 */
package qasr.mutants;
